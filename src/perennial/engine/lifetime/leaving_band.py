"""How surely the leaving curve is known: limits of the cumulative hazard on the log scale."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.leaving_curve import LeavingCurve, curve_of, last_day, tail_weights

__all__ = ["Band", "Leaving", "band_of", "day_of_share"]

_Z = 1.959963984540054  # of 95% limits
_TINY = 1e-300


class Leaving(Protocol):
    """What a fitted model knows of leaving by tenure; see `perennial.engine.lifetime.tenure.Tenure`."""

    @property
    def edges(self) -> Ints:
        """Bins, in days."""
        ...

    @property
    def hazards(self) -> Floats:
        """Leavings per customer and day in each bin."""
        ...

    @property
    def at_risk(self) -> Floats:
        """Expected customers at risk by units of days."""
        ...

    @property
    def unit(self) -> int:
        """Days in such a unit."""
        ...

    @property
    def covariance(self) -> Floats:
        """Of three other parameters and the log-hazards."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Cumulative hazard by whole days and its 95% limits; arrays of shape (days + 1,), from day 0.

    `until` is the last day that can be spoken of: the days after it rest on the mean hazard before it.
    """

    until: int
    hazard: Floats
    low: Floats
    high: Floats

    def share_left(self, day: int) -> Estimate:
        """Give the share who have left by a day."""
        value, low, high = (float(-np.expm1(-at[day])) for at in (self.hazard, self.low, self.high))
        return Estimate(value=value, low=low, high=high)


def band_of(fitted: Leaving) -> Band:
    """Follow the curve to twice the last day that can be spoken of.

    The limits are normal for the log of the cumulative hazard, which is near to linear in the log-hazards
    (delta method; Kalbfleisch and Prentice 2002, section 1.4), so that the share left stays within 0 and 1.
    """
    until = last_day(fitted.at_risk, fitted.unit)
    weights = tail_weights(fitted.at_risk, fitted.unit, fitted.edges, until)
    curve = curve_of(fitted.edges, fitted.hazards, until, weights)
    days = np.arange(2 * until + 1, dtype=np.float64)
    hazard = curve.at(days)
    slope = _slopes(fitted, curve, weights, days) / np.maximum(hazard, _TINY)[:, None]
    spread = np.exp(_Z * np.sqrt(np.einsum("db,bc,dc->d", slope, fitted.covariance[3:, 3:], slope)))
    return Band(until=until, hazard=hazard, low=hazard / spread, high=hazard * spread)


def day_of_share(band: Band, share: float) -> Estimate:
    """Give the day by which a share has left; no value where that is not reached by the last day.

    Limits are where the band crosses the share; they may lie beyond that day, and are None beyond twice it.
    """
    goal = float(-np.log1p(-share))
    value, low, high = (_crossing(hazard, goal) for hazard in (band.hazard, band.high, band.low))
    if value is None or value > band.until:
        return Estimate(value=None, low=low) if low is not None else UNKNOWN
    return Estimate(value=value, low=low, high=high)


def _slopes(fitted: Leaving, curve: LeavingCurve, weights: Floats, days: Floats) -> Floats:
    # Of the cumulative hazard at each day by the log-hazard of each bin.
    until = float(curve.knots[-1])
    low, width = fitted.edges[:-1], np.diff(fitted.edges)
    inside = np.clip(np.minimum(days, until)[:, None] - low, 0, width)
    beyond = np.maximum(days - until, 0.0)[:, None] * weights
    return np.asarray((inside + beyond) * fitted.hazards)


def _crossing(hazard: Floats, goal: float) -> float | None:
    rising = np.maximum.accumulate(hazard)
    if rising[-1] < goal:
        return None
    return float(np.interp(goal, rising, np.arange(len(rising))))
