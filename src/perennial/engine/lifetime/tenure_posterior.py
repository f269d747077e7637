"""Log posterior of the tenure model as a function of its unbounded parameters."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaln

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.tenure_bins import bins_of, first_hazard
from perennial.engine.lifetime.tenure_likelihood import Moments, likelihood
from perennial.engine.lifetime.tenure_rows import Rows, rows_of

__all__ = ["Posterior", "posterior_of"]

_SEASON = 90.0  # days between purchases, assumed where nobody came back yet
_CENTRE_Q0 = -1.0  # of the log-odds of leaving at once
_SPREAD = np.array([1.5, 2.0, 2.0])  # of log r, log alpha and those log-odds
_ROUGHNESS = 0.7  # standard deviation of the change of the log-hazard from bin to bin
_FASTEST = 1.0  # log of the largest hazard for a unit of time that is considered: all but leaving at once
_LEVEL = 4.0  # standard deviation of the log-hazard of the first bin
_FAR = 15.0  # in units of the parameters
_FINEST = 15.0  # a mean gap is at most about 15 units of time long
_LONGEST = 4000  # units of time in the oldest customer's life, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Customers, bins and beliefs; parameters are log r, log alpha, log-odds of q0, log-hazards of the bins.

    Time runs in units of `unit` days.
    """

    rows: Rows
    edges: Ints
    unit: int
    gap: float
    k: int

    @property
    def customers(self) -> float:
        """Number of customers."""
        return float(self.rows.weight.sum())

    @property
    def start(self) -> Floats:
        """A first guess."""
        hazard = first_hazard(self.rows, self.edges, self.gap)
        return np.concatenate([self._centre, np.log(hazard)])

    @property
    def box(self) -> tuple[Floats, Floats]:
        """How far from the first guess a fit may go."""
        start = self.start
        high = start + _FAR
        high[3:] = np.maximum(_FASTEST, start[3:])
        return start - _FAR, high

    @property
    def _centre(self) -> Floats:
        return np.array([0.0, np.log(max(self.gap, 0.5) / self.k), _CENTRE_Q0])

    def moments(self, theta: Floats) -> Moments:
        """Evaluate the likelihood and expected leavings."""
        r, alpha = np.exp(theta[:2])
        by_day = np.repeat(np.exp(theta[3:]), np.diff(self.edges))
        return likelihood(self.rows, (float(r), float(alpha), self.k), float(expit(theta[2])), by_day)

    def loss(self, theta: Floats) -> tuple[float, Floats]:
        """Give minus the mean log posterior and its slope."""
        value, slope = self._belief(theta)
        moments, count = self.moments(theta), self.customers
        q0 = float(expit(theta[2]))
        width = np.diff(self.edges)
        hazard = np.repeat(np.exp(theta[3:]), width)
        by_day = hazard * (moments.left / np.expm1(hazard) - moments.at_risk[1:])
        slope[:2] += np.array([moments.by_r, moments.by_alpha]) * np.exp(theta[:2])
        slope[2] += moments.left_at_once - q0 * count
        slope[3:] += np.add.reduceat(by_day, self.edges[:-1])
        return -(value + moments.value) / count, -slope / count

    def log_likelihood(self, theta: Floats, histories: Histories) -> float:
        """Give the log-likelihood in days, constants included."""
        repeats = float(histories.frequency.sum())
        constant = (self.k - 1) * float(histories.sum_log_gap.sum()) - repeats * float(gammaln(self.k))
        return self.moments(theta).value + constant - self.k * repeats * float(np.log(self.unit))

    def _belief(self, theta: Floats) -> tuple[float, Floats]:
        # Log prior: weak normals, and a random walk that keeps neighbouring hazards alike where data are few.
        slope = np.zeros_like(theta)
        off = (theta[:3] - self._centre) / _SPREAD
        slope[:3] = -off / _SPREAD
        change = np.diff(theta[3:]) / _ROUGHNESS
        slope[3:-1] += change / _ROUGHNESS
        slope[4:] -= change / _ROUGHNESS
        mean_age = max(float(np.average(self.rows.age, weights=self.rows.weight)), 1.0)
        level = (theta[3] + np.log(mean_age)) / _LEVEL
        slope[3] -= level / _LEVEL
        return -0.5 * float(off @ off + change @ change + level**2), slope


def posterior_of(histories: Histories, k: int, *, edges_from: "Posterior | None" = None) -> Posterior:
    """Group customers and choose the bins and the unit of time; or take these over from a larger fit."""
    unit, gap = (
        _unit_and_gap(histories)
        if edges_from is None
        else (edges_from.unit, edges_from.gap * edges_from.unit)
    )
    recency, age = np.rint(histories.recency / unit), np.rint(histories.T / unit)
    rows = rows_of(histories.frequency, recency.astype(np.int64), age.astype(np.int64))
    edges = bins_of(rows, gap / unit) if edges_from is None else edges_from.edges
    return Posterior(rows=rows, edges=edges, unit=unit, gap=gap / unit, k=k)


def _unit_and_gap(histories: Histories) -> tuple[int, float]:
    repeats = float(histories.frequency.sum())
    gap = float(histories.recency.sum()) / repeats if repeats else max(float(histories.T.mean()), _SEASON)
    unit = max(1, int(gap // _FINEST), -(-int(histories.T.max()) // _LONGEST))
    return unit, gap
