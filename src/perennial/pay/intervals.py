"""Shares, rates and averages with 95% limits, allowing for numbers that scatter more than by chance alone."""

import math

from scipy.stats import gamma

from perennial.core.estimate import UNKNOWN, Estimate

__all__ = ["rate", "share"]

_Z = 1.959963984540054


def share(part: float, whole: float, *, dispersion: float = 1.0) -> Estimate:
    """Give a share with limits.

    Parameters
    ----------
    part, whole
        Counts (or minutes, or money).
    dispersion
        Variance of the part over that of a binomial of the same size; the limits are Wilson's (1927) for
        `whole` / `dispersion` trials.
    """
    if whole <= 0:
        return UNKNOWN
    trials, value = whole / dispersion, part / whole
    middle = (value + _Z**2 / (2 * trials)) / (1 + _Z**2 / trials)
    half = _Z * math.sqrt(value * (1 - value) / trials + _Z**2 / (4 * trials**2)) / (1 + _Z**2 / trials)
    return Estimate(
        value=value, low=min(max(middle - half, 0.0), value), high=max(min(middle + half, 1.0), value)
    )


def rate(count: float, exposure: float, *, dispersion: float = 1.0) -> Estimate:
    """Give events per unit of exposure with limits.

    Parameters
    ----------
    count
        Number of events.
    exposure
        Days, months or expected number in which they happened.
    dispersion
        Variance of the count over its mean; the limits are the exact ones of a Poisson count (Garwood 1936)
        for `count` / `dispersion` events.
    """
    if exposure <= 0:
        return UNKNOWN
    events, unit = count / dispersion, dispersion / exposure
    low = float(gamma.ppf(0.025, events)) * unit if count > 0 else 0.0
    return Estimate(value=count / exposure, low=low, high=float(gamma.ppf(0.975, events + 1)) * unit)
