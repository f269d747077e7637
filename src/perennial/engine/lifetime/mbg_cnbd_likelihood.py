"""Likelihood of MBG/CNBD-k and its slope, from grouped rows and look-up tables on whole numbers.

Platzer and Reutterer (2016), "Ticking away the moments", equation 11; k = 1 is MBG/NBD (Batislam and
others 2007).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, psi

from perennial.engine.histories import Floats, Histories
from perennial.engine.numerics.dot import dot
from perennial.engine.numerics.erlang import phase_sum_slopes
from perennial.engine.numerics.grouping import group

__all__ = ["Likelihood", "likelihood_of"]

_ROWS = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """Customers as distinct rows (x, t_x, T) with weights, and the margins that need no rows.

    `by_frequency` counts customers by x; `by_age` and `repeats_by_recency` hold, for each number of days, the
    customers with that T and the repeat purchases of those with that t_x.
    """

    frequency: NDArray[np.int64]
    recency: NDArray[np.int64]
    age: NDArray[np.int64]
    weight: Floats
    customers: float
    by_frequency: Floats
    by_recency: Floats
    repeats_by_recency: Floats
    sum_log_gap: float

    def log_likelihood(self, theta: Floats, k: int) -> tuple[float, Floats]:
        """Give the log-likelihood in days, constants included, and its slope by log r, alpha, a, b."""
        r, alpha, a, b = np.exp(theta)
        value, slope = self._margins(r, alpha, a, b, k)
        rows_value, rows_slope = self._rows(r, alpha, a, b, k)
        return value + rows_value, (slope + rows_slope) * np.exp(theta)

    def _margins(self, r: float, alpha: float, a: float, b: float, k: int) -> tuple[float, Floats]:
        # Every factor that depends on x alone or on t_x alone, summed over tables instead of rows.
        x = np.arange(len(self.by_frequency))
        n, count = self.by_frequency, self.customers
        q, c = r + k * x, b + x
        days = alpha + np.arange(len(self.by_recency))
        log_days = np.log(days)
        value = (
            float(n @ (gammaln(q) + betaln(a, c + 1) - x * gammaln(k)))
            + count * float(r * np.log(alpha) - gammaln(r) - betaln(a, b))
            - float((r * self.by_recency + k * self.repeats_by_recency) @ log_days)
            + (k - 1) * self.sum_log_gap
        )
        both = psi(a + b)
        slope = np.array(
            [
                n @ psi(q) + count * (np.log(alpha) - psi(r)) - self.by_recency @ log_days,
                count * r / alpha - (r * self.by_recency + k * self.repeats_by_recency) @ (1 / days),
                n @ (-psi(a + c + 1)) + count * both,
                n @ (psi(c + 1) - psi(a + c + 1)) + count * (both - psi(b)),
            ]
        )
        return value, slope

    def _rows(self, r: float, alpha: float, a: float, b: float, k: int) -> tuple[float, Floats]:
        value, slope = 0.0, np.zeros(4)
        for start in range(0, len(self.weight), _ROWS):
            piece = slice(start, start + _ROWS)
            x, recency, age = (
                column[piece].astype(np.float64) for column in (self.frequency, self.recency, self.age)
            )
            more, tilt = _still_or_left((x, recency, age, self.weight[piece]), (r, alpha, a, b), k)
            value += more
            slope += tilt
        return value, slope


def likelihood_of(histories: Histories) -> Likelihood:
    """Group the customers for the likelihood."""
    rows = group(histories.frequency, histories.recency, histories.T)
    x, recency, age = rows.columns
    return Likelihood(
        frequency=x,
        recency=recency,
        age=age,
        weight=rows.weight,
        customers=float(len(histories)),
        by_frequency=_sums(x, rows.weight),
        by_recency=_sums(recency, rows.weight),
        repeats_by_recency=_sums(recency, rows.weight * x),
        sum_log_gap=float(histories.sum_log_gap.sum()),
    )


def _sums(place: NDArray[np.int64], weight: Floats) -> Floats:
    return np.bincount(place, weight).astype(np.float64)


def _still_or_left(
    rows: tuple[Floats, Floats, Floats, Floats], at: tuple[float, float, float, float], k: int
) -> tuple[float, Floats]:
    """Log of (still a customer, silent) + (left after the last purchase), relative to what the margins hold.

    Still: y**q * phase_sum(1 - y) with y = (alpha + t_x) / (alpha + T); left: a / (b + x).
    """
    x, recency, age, weight = rows
    r, alpha, a, b = at
    q = r + k * x
    whole = 1.0 / (alpha + age)
    y = (alpha + recency) * whole
    z = 1.0 - y
    log_y = np.log(y)
    total, by_q, by_z = phase_sum_slopes(q, z, k)
    silent = np.exp(q * log_y)
    still = silent * total
    gone = a / (b + x)
    both = still + gone
    share = weight / both
    lean = share * silent  # so that d log / d anything = lean * d(total) + ...
    inside = share * still
    out = share * gone
    slope_y = inside * q / y - lean * by_z
    slope = np.array(
        [
            dot(inside, log_y) + dot(lean, by_q),
            dot(slope_y, z * whole),
            out.sum() / a,
            -dot(out, 1.0 / (b + x)),
        ]
    )
    return dot(weight, np.log(both)), slope
