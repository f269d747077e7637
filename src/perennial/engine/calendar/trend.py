"""Whether orders per customer have grown or fallen of late, beside the calendar, and how far that goes on."""

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.calendar.exposure import DayCounts
from perennial.engine.calendar.rates import DISPERSION
from perennial.engine.histories import Floats, Ints

__all__ = ["is_beyond_chance", "recent_trend", "worth_by_trend"]

_WEEKS = 12
_LEAST = 0.5  # purchases that were expected and came anyway, so that few tell little
_FEW = 50  # purchases in these weeks below which nothing is said
_MONTH = 365.25 / 12 / 7  # weeks
_DAYS_OF_MONTH = 365.25 / 12
_TYPICAL = 0.05  # log growth in a month that is assumed before it is seen
_GOES_ON = 28  # days for which a trend is carried on
_T = 2.228  # 97.5% point of Student's t with ten degrees of freedom


def recent_trend(counts: DayCounts) -> Estimate:
    """Give the factor by which came over expected grew in a month, over the last twelve weeks.

    A weighted straight line through the logs of the weeks, shrunk towards none by its own error, with a 95%
    interval from what is left over; unknown where fewer than twelve weeks or fifty purchases are seen.
    """
    days = 7 * _WEEKS
    if len(counts.came) < days or counts.came[-days:].sum() < _FEW:
        return UNKNOWN
    came, expected = (part[-days:].reshape(_WEEKS, 7).sum(axis=1) for part in (counts.came, counts.expected))
    ratio = np.log((came + _LEAST) / (expected + _LEAST))
    weight = (came + _LEAST) / DISPERSION
    week = np.arange(_WEEKS) - _WEEKS / 2.0
    design = np.stack([np.ones(_WEEKS), week], axis=1)
    covariance = np.linalg.inv((design.T * weight) @ design)
    line = covariance @ (design.T @ (weight * ratio))
    left = float(weight @ (ratio - design @ line) ** 2) / (_WEEKS - 2)
    error = _MONTH * np.sqrt(max(left, 1.0) * covariance[1, 1])
    keep = _TYPICAL**2 / (_TYPICAL**2 + error**2)
    slope, error = keep * _MONTH * line[1], np.sqrt(keep) * error
    low, high = slope - _T * error, slope + _T * error
    return Estimate(value=float(np.exp(slope)), low=float(np.exp(low)), high=float(np.exp(high)))


def is_beyond_chance(trend: Estimate) -> bool:
    """Say whether the interval of a trend leaves out that there is none."""
    return trend.low is not None and trend.high is not None and not trend.low <= 1.0 <= trend.high


def worth_by_trend(trend: Estimate, day: Ints, as_of: int) -> Floats:
    """Give what days are worth by a trend of the last twelve weeks that goes on for four more; shape (n,).

    A trend that may be none counts for nothing.
    """
    if not is_beyond_chance(trend):
        return np.ones(len(day))
    grown = np.clip(day - (as_of - 7 * _WEEKS), 0, 7 * _WEEKS + _GOES_ON)
    return np.asarray((trend.value or 1.0) ** (grown / _DAYS_OF_MONTH))
