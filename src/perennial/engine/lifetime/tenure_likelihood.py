"""Likelihood of the tenure model and its slope.

A customer leaves right after the first purchase with probability q0, else with a hazard by days since the
first purchase; purchases until then are as in MBG/CNBD-k. In the sums of
`perennial.engine.lifetime.tenure_tables`, a customer with x, t_x, T has the likelihood

    (1 - q0) * (sum over leaving days in (t_x, T] + still there at T) + q0 where x = 0.

The slope is that of the complete data given the observed (Fisher's identity), which gives the expected
leavings of each day besides.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, psi

from perennial.engine.histories import Floats
from perennial.engine.lifetime.tenure_rows import Rows, Weighed, pieces_by_frequency, survival_of, weigh
from perennial.engine.lifetime.tenure_tables import sums_back
from perennial.engine.numerics.dot import dot

__all__ = ["Moments", "likelihood", "phase_factors"]

_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What the rows say at given parameters.

    Attributes
    ----------
    value
        Log-likelihood without the constants of the gaps.
    by_r, by_alpha
        Its slopes.
    left_at_once
        Expected number who left right after the first purchase.
    left
        Shape (D,): expected number who left in each day.
    still
        Shape (D + 1,): expected number still there, by age at the end of observation.
    """

    value: float
    by_r: float
    by_alpha: float
    left_at_once: float
    left: Floats
    still: Floats

    @property
    def at_risk(self) -> Floats:
        """Shape (D + 1,): expected number there at the start of each day, apart from who left at once."""
        later = np.cumsum(self.left[::-1])[::-1]
        return np.asarray(np.append(later, 0.0) + np.cumsum(self.still[::-1])[::-1])


def likelihood(rows: Rows, shape: tuple[float, float, int], q0: float, hazard: Floats) -> Moments:
    """Evaluate the likelihood of all rows.

    Parameters
    ----------
    rows
        Sorted by x.
    shape
        r, alpha and k.
    q0
        Share who leave right after the first purchase.
    hazard
        Shape (D,): of each day of age, D not below any age.
    """
    k, survival = shape[2], survival_of(hazard)
    pieces = pieces_by_frequency(rows.frequency, len(hazard), 2 * k + 1)
    parts = [_part(rows.take(piece), shape, q0, survival) for piece in pieces]
    return Moments(
        value=sum(part.value for part in parts),
        by_r=sum(part.by_r for part in parts),
        by_alpha=sum(part.by_alpha for part in parts),
        left_at_once=sum(part.left_at_once for part in parts),
        left=np.sum([part.left for part in parts], axis=0),
        still=np.sum([part.still for part in parts], axis=0),
    )


def phase_factors(q: Floats, k: int) -> tuple[Floats, Floats]:
    """Give C(q + j - 1, j) and the slope of its log by q, for j < k; shape (n, k)."""
    choose, tilt = np.ones((len(q), k)), np.zeros((len(q), k))
    for j in range(1, k):
        choose[:, j] = choose[:, j - 1] * (q + (j - 1)) / j
        tilt[:, j] = tilt[:, j - 1] + 1.0 / (q + (j - 1))
    return choose, tilt


def _part(rows: Rows, shape: tuple[float, float, int], q0: float, survival: Floats) -> Moments:
    r, alpha, k = shape
    w = weigh(rows, shape, survival, powers=k + 1, logs=k)
    choose, tilt = phase_factors(w.q, k)
    seen = w.gone + w.there[:, None] * w.powers
    seen_log = w.gone_log + (w.there * w.log_y)[:, None] * w.powers[:, :k]
    stays = np.maximum(_inner(choose, seen[:, :k]), _TINY)
    at_once = np.where(rows.frequency == 0, q0, 0.0)
    whole = (1.0 - q0) * stays + at_once
    share = rows.weight * (1.0 - q0) / whole
    began, order, count = alpha + rows.recency, np.arange(k), float(rows.weight.sum())
    by_q = _inner(choose, seen_log + tilt * seen[:, :k])
    by_alpha = _inner(choose, (w.q[:, None] + order) * seen[:, 1:] - order * seen[:, :k]) / began
    value = dot(rows.weight, gammaln(w.q) - w.q * np.log(began) + np.log(whole))
    still = share * w.there * _inner(choose, w.powers[:, :k])
    return Moments(
        value=value + count * float(r * np.log(alpha) - gammaln(r)),
        by_r=dot(rows.weight, psi(w.q) - np.log(began))
        + dot(share, by_q)
        + count * float(np.log(alpha) - psi(r)),
        by_alpha=dot(share, by_alpha) - dot(rows.weight, w.q / began) + count * r / alpha,
        left_at_once=dot(rows.weight, at_once / whole),
        left=-np.diff(survival) * _pull(rows, w, share[:, None] * choose, len(survival)),
        still=np.bincount(rows.age, still, minlength=len(survival)).astype(np.float64),
    )


def _pull(rows: Rows, w: Weighed, slope: Floats, ages: int) -> Floats:
    # From the slope by each row's sums to the slope by the leaving chance of each day.
    k = slope.shape[1]
    back = w.fall[:, None] * np.einsum("nji,nj->ni", w.shift[:, :k, :k], slope)
    weight = np.empty((ages, k, w.steps.carry.shape[1]))
    for j in range(k):
        weight[:, j] = _scatter(rows.recency, w.column, slope[:, j], weight[:, j].shape)
        weight[:, j] -= _scatter(rows.age, w.column, back[:, j], weight[:, j].shape)
    return sums_back(w.steps, weight)


def _inner(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.einsum("nj,nj->n", left, right))


def _scatter(
    day: NDArray[np.int64], column: NDArray[np.intp], weight: Floats, shape: tuple[int, ...]
) -> Floats:
    flat = np.bincount(day * shape[1] + column, weight, minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(np.float64, copy=False)
