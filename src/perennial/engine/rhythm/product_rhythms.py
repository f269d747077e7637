"""Fit the rhythm of every product: its own as far as its pairs can tell, else like that of the others."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from perennial.engine.histories import Floats
from perennial.engine.numerics.quasi_newton import minimise
from perennial.engine.rhythm.product_likelihood import PairLikelihood, pair_likelihood
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.rhythm.product_population import SPREAD, ProductState, move_population, move_products
from perennial.engine.rhythm.product_sample import enough_of_each, some_products

__all__ = ["ProductRhythms", "fit_product_rhythms"]

_MOST_PAIRS = 100_000  # on which what products share is found
_LARGEST_K = 6
_GAIN = 1.0  # log-likelihood that one more phase must bring
_ROUNDS = 8
_SETTLED = 0.01  # in the logs of the parameters

#: Beliefs about log r, log concentration and the activity weight; only logs of a few pairs feel them.
_CENTRE = np.array([0.0, np.log(2.0), 0.0])
_WIDTH = np.array([1.5, 1.5, 1.0])
_LOW = np.array([-4.0, -4.0, 0.0])
_HIGH = np.array([4.0, 5.0, 1.5])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRhythms:
    """What was learnt of P products from their pairs; time in days.

    Attributes
    ----------
    names
        Of the products.
    k
        The Erlang k of the waits.
    r
        Gamma shape of how customers differ in pace.
    concentration
        Of the beta distribution of leaving: the larger, the more alike customers are.
    activity_weight
        How far a customer's pace in all else carries over: 0 not at all, 1 in full.
    log_pace
        Shape (P,): log of the mean days of a phase at the average customer.
    leaving
        Shape (P,): share that leaves the product after a purchase.
    pace_error
        Shape (P,): standard error of `log_pace`.
    pooled
        Shape (P,): between 0 and 1, how far the pace of a product is that of all others.
    mean_log_pace, mean_leaving, spread
        Of the products that these are drawn from: log pace and share that leaves, and the standard deviation
        of the log paces.
    """

    names: tuple[str, ...]
    k: int
    r: float
    concentration: float
    activity_weight: float
    log_pace: Floats
    leaving: Floats
    pace_error: Floats
    pooled: Floats
    mean_log_pace: float
    mean_leaving: float
    spread: float

    def of(self, names: tuple[str, ...]) -> "ProductRhythms":
        """Give the rhythms of some products in the order named; of unknown ones what all have in common."""
        if names == self.names:
            return self
        place = {name: at for at, name in enumerate(self.names)}
        at = np.array([place.get(name, len(self.names)) for name in names], dtype=np.intp)
        return replace(
            self,
            names=names,
            log_pace=np.append(self.log_pace, self.mean_log_pace)[at],
            leaving=np.append(self.leaving, self.mean_leaving)[at],
            pace_error=np.append(self.pace_error, self.spread)[at],
            pooled=np.append(self.pooled, 1.0)[at],
        )


def fit_product_rhythms(pairs: ProductPairs, activity: Floats, *, pool: bool = True) -> ProductRhythms | None:
    """Fit by maximum posterior, products being drawn from a normal distribution that is estimated with them.

    Empirical Bayes: mean and spread of the products by their fixed points (MacKay 1992, section 4), each
    product's curvature (Laplace) saying how far it stands on its own. What products share is found on some
    of them where there are more than 100,000 pairs.

    Parameters
    ----------
    pairs
        Of all customers.
    activity
        Shape (m,), as `perennial.engine.rhythm.activity.activity_beside` gives it.
    pool
        False leaves every product to its own pairs alone, to compare with.

    Returns
    -------
    ProductRhythms
        None where nobody has bought a product again.
    """
    if not pairs.histories.frequency.any():
        return None
    enough, stands_for = enough_of_each(pairs)
    pairs, activity = pairs.take(enough), activity[enough]
    of_some, some, products = some_products(pairs, most=_MOST_PAIRS)
    k, state = _learnt(pair_likelihood(some, activity[of_some], stands_for[products]), pool=pool)
    if len(some) < len(pairs):
        state = _all_products(pair_likelihood(pairs, activity, stands_for), state, k, pool=pool)
    return ProductRhythms(
        names=pairs.names,
        k=k,
        r=float(np.exp(state.shared[0])),
        concentration=float(np.exp(state.shared[1])),
        activity_weight=float(state.shared[2]),
        log_pace=state.own[:, 0],
        leaving=expit(state.own[:, 1]),
        pace_error=np.sqrt(state.covariance[:, 0, 0]),
        pooled=np.clip(state.covariance[:, 0, 0] / state.variance[0], 0.0, 1.0),
        mean_log_pace=float(state.mean[0]),
        mean_leaving=float(expit(state.mean[1])),
        spread=float(np.sqrt(state.variance[0])),
    )


def _learnt(likelihood: PairLikelihood, *, pool: bool) -> tuple[int, ProductState]:
    centre = _centre(likelihood)
    k, state = _chosen(likelihood, centre, pool=pool)
    for _ in range(_ROUNDS):
        before = np.concatenate([state.shared, state.mean])
        state = _round(likelihood, state, k, centre, pool=pool)
        if np.abs(np.concatenate([state.shared, state.mean]) - before).max() < _SETTLED:
            break
    return k, state


def _all_products(likelihood: PairLikelihood, state: ProductState, k: int, *, pool: bool) -> ProductState:
    """Find every product, given what products share and are drawn from."""
    count = likelihood.products
    state = replace(
        state,
        own=np.tile(state.mean, (count, 1)),
        covariance=np.tile(np.diag(state.variance), (count, 1, 1)),
    )
    for _ in range(2):
        own, covariance = move_products(likelihood, state, k, pool=pool)
        state = replace(state, own=own, covariance=covariance)
    return state


def _centre(likelihood: PairLikelihood) -> Floats:
    # Days between purchases of all pairs, as one phase.
    gap = likelihood.recency.sum() / max(likelihood.frequency.sum(), 1.0)
    return np.array([np.log(max(gap, 1.0)), 0.0])


def _chosen(likelihood: PairLikelihood, centre: Floats, *, pool: bool) -> tuple[int, ProductState]:
    # The likelihood rises to one best k and then falls: stop at the first fall.
    best_k, best = 1, _round(likelihood, _begin(likelihood, centre, pool=pool), 1, centre, pool=pool)
    for k in range(2, _LARGEST_K + 1):
        shift = np.array([np.log((k - 1) / k), 0.0])
        start = replace(best, own=best.own + shift, mean=best.mean + shift)
        found = _round(likelihood, start, k, centre, pool=pool)
        if found.value < best.value + _GAIN:
            break
        best_k, best = k, found
    return best_k, best


def _begin(likelihood: PairLikelihood, centre: Floats, *, pool: bool) -> ProductState:
    variance = np.full(2, SPREAD**2 if pool else 1e4)
    return ProductState(
        own=np.tile(centre, (likelihood.products, 1)),
        shared=_CENTRE,
        mean=centre,
        variance=variance,
        covariance=np.tile(np.diag(variance), (likelihood.products, 1, 1)),
        value=-np.inf,
    )


def _round(
    likelihood: PairLikelihood, state: ProductState, k: int, centre: Floats, *, pool: bool
) -> ProductState:
    """Move the products, then what they are drawn from, then what they share."""
    own, covariance = move_products(likelihood, state, k, pool=pool)
    state = replace(state, own=own, covariance=covariance)
    state = move_population(state, centre - np.array([np.log(k), 0.0])) if pool else state

    def objective(shared: Floats) -> tuple[float, Floats]:
        found, off = likelihood.at(state.own, shared, k), (shared - _CENTRE) / _WIDTH
        value = float(found.value @ likelihood.stands_for) - 0.5 * float(off @ off)
        return -value / count, -(found.shared - off / _WIDTH) / count

    count = len(likelihood.product)
    found = minimise(objective, state.shared, _LOW, _HIGH, tolerance=1e-4, steps=6)
    return replace(state, shared=found.at, value=-found.value * count)
