"""Likelihood of pairs of a customer and a product, and its slopes, product by product.

MBG/CNBD-k (Platzer and Reutterer 2016, equation 11), in which every product has a pace and a share of leavers
of its own; what products share are the Erlang k, how much customers differ in pace (r), how much they differ
in leaving (concentration), and how far a customer's pace in all else carries over (activity weight).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, gammaln, psi

from perennial.engine.histories import Floats
from perennial.engine.numerics.erlang import phase_sum_slopes
from perennial.engine.rhythm.product_pairs import ProductPairs

__all__ = ["PairLikelihood", "ProductSlopes", "pair_likelihood"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSlopes:
    """Log-likelihood of each of P products and its slopes.

    Attributes
    ----------
    value
        Shape (P,).
    own
        Shape (P, 2): by the log pace and the logit of the share of leavers of each product.
    shared
        Shape (3,): of all pairs there are, by log r, log concentration and activity weight, the paces held.
    """

    value: Floats
    own: Floats
    shared: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLikelihood:
    """m pairs as rows, and the (product, x) cells that the factors without days need only once each.

    `activity` is the log of how fast the customer buys all else, against the average; `stands_for`, of shape
    (P,), how many pairs of a product each of its rows stands for.
    """

    product: NDArray[np.intp]
    frequency: Floats
    recency: Floats
    age: Floats
    activity: Floats
    cell_product: NDArray[np.intp]
    cell_frequency: Floats
    cell_weight: Floats
    sum_log_gap: Floats
    stands_for: Floats

    @property
    def products(self) -> int:
        """P, the number of products."""
        return len(self.sum_log_gap)

    def at(self, own: Floats, shared: Floats, k: int) -> ProductSlopes:
        """Give the log-likelihood in days, up to what depends on k alone through the gaps, and its slopes.

        Parameters
        ----------
        own
            Shape (P, 2): log of the mean days of a phase at the average customer (pace), logit of the share
            that leaves after a purchase.
        shared
            Shape (3,): log r, log concentration, activity weight.
        """
        cells = self._cells(own, shared, k)
        rows = self._rows(own, shared, k)
        return ProductSlopes(
            value=cells.value + rows.value + (k - 1) * self.sum_log_gap,
            own=cells.own + rows.own,
            shared=cells.shared + rows.shared,
        )

    def _cells(self, own: Floats, shared: Floats, k: int) -> ProductSlopes:
        x, weight, r = self.cell_frequency, self.cell_weight, np.exp(shared[0])
        whole = weight * self.stands_for[self.cell_product]
        share, phi = expit(own[self.cell_product, 1]), np.exp(shared[1])
        a, b = share * phi, (1.0 - share) * phi
        value = gammaln(r + k * x) - gammaln(r) - x * gammaln(k) + betaln(a, b + x + 1) - betaln(a, b)
        by_b = psi(b + x + 1) - psi(b)
        by_both = psi(phi) - psi(phi + x + 1)
        by_share = -share * b * by_b
        zeros = np.zeros(self.products)
        return ProductSlopes(
            value=self._summed(weight * value, self.cell_product),
            own=np.stack([zeros, self._summed(weight * by_share, self.cell_product)], axis=1),
            shared=np.array(
                [
                    float(whole @ (psi(r + k * x) - psi(r))) * r,
                    float(whole @ (phi * by_both + b * by_b)),
                    0.0,
                ]
            ),
        )

    def _rows(self, own: Floats, shared: Floats, k: int) -> ProductSlopes:
        x, r, phi = self.frequency, np.exp(shared[0]), np.exp(shared[1])
        share = expit(own[:, 1])[self.product]
        a, b = share * phi, (1.0 - share) * phi
        alpha = r * np.exp(own[self.product, 0] - shared[2] * self.activity)
        q, late = r + k * x, np.log1p(self.recency / alpha)
        y = (alpha + self.recency) / (alpha + self.age)
        log_y = np.log(y)
        total, by_q, by_z = phase_sum_slopes(q, 1.0 - y, k)
        still = np.exp(q * log_y) * total
        there = still / (still + a / (b + x))
        by_alpha = r - q * alpha / (alpha + self.recency)
        by_alpha += there * (q / y - by_z / total) * alpha * (1.0 - y) / (alpha + self.age)
        by_share = (1.0 - there) * share * (1.0 - share) * phi * (1.0 / a + 1.0 / (b + x))
        by_r = r * (there * (log_y + by_q / total) - late) + by_alpha
        value = np.log(still + a / (b + x)) - q * late - k * x * np.log(alpha)
        whole = self.stands_for[self.product]
        return ProductSlopes(
            value=self._summed(value, self.product),
            own=np.stack(
                [self._summed(by_alpha, self.product), self._summed(by_share, self.product)], axis=1
            ),
            shared=np.array(
                [
                    float(whole @ by_r),
                    float(whole @ ((1.0 - there) * x / (b + x))),
                    -float(whole @ (self.activity * by_alpha)),
                ]
            ),
        )

    def _summed(self, values: Floats, product: NDArray[np.intp]) -> Floats:
        return np.bincount(product, values, self.products).astype(np.float64)


def pair_likelihood(pairs: ProductPairs, activity: Floats, stands_for: Floats) -> PairLikelihood:
    """Lay out pairs for the likelihood.

    Parameters
    ----------
    activity
        Shape (m,): log of how fast the customer of a pair buys all else, against the average customer.
    stands_for
        Shape (P,): how many pairs of a product each stands for.
    """
    histories, product = pairs.histories, pairs.product.astype(np.intp)
    most = int(histories.frequency.max(initial=0)) + 1
    cells, weight = np.unique(product * most + histories.frequency, return_counts=True)
    at, x = np.divmod(cells, most)
    return PairLikelihood(
        product=product,
        frequency=histories.frequency.astype(np.float64),
        recency=histories.recency.astype(np.float64),
        age=histories.T.astype(np.float64),
        activity=activity,
        cell_product=at,
        cell_frequency=x.astype(np.float64),
        cell_weight=weight.astype(np.float64),
        sum_log_gap=np.bincount(product, histories.sum_log_gap, len(pairs.names)).astype(np.float64),
        stands_for=stands_for,
    )
