"""Whether customers who come now buy as often as those who came before."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.stats import norm

from perennial.core.estimate import Estimate
from perennial.engine.covariates.limits import ratio_of
from perennial.engine.covariates.results import CHANCE, Drift
from perennial.engine.histories import Floats

__all__ = ["find_drift", "trend_of"]

_LEAST = 0.1  # change that is worth saying


def find_drift(log_rate: Floats, covariance: Floats, begins: Sequence[int]) -> Drift | None:
    """Find the day since which customers buy more or less often than before; None where it could be chance.

    Every cohort but the first may be where it starts. That the clearest is looked for among G - 1 widens the
    limits (Bonferroni); they must exclude no change, and the change must be larger than a tenth.

    Parameters
    ----------
    log_rate
        Shape (G,): of cohorts in the order of time, not drawn to each other.
    covariance
        Shape (G, G): of their errors.
    begins
        First day of each cohort.
    """
    splits = list(_splits(log_rate, covariance))
    at, (change, error) = max(enumerate(splits, start=1), key=lambda split: abs(split[1][0]) / split[1][1])
    rate = ratio_of(change, error, width=float(norm.isf(0.5 * CHANCE / len(splits))))
    known = (rate.low or 0.0) > 1.0 or (rate.high or 0.0) < 1.0
    if not known or abs((rate.value or 1.0) - 1.0) <= _LEAST:
        return None
    return Drift(since=begins[at], rate=rate)


def trend_of(log_rate: Floats, covariance: Floats) -> Estimate:
    """Give the factor by which the rate changes from one cohort to the next; arguments as in `find_drift`."""
    count = len(log_rate)
    slope, error = _last_effect(np.stack([np.ones(count), np.arange(count)], axis=1), log_rate, covariance)
    return ratio_of(slope, error)


def _splits(log_rate: Floats, covariance: Floats) -> Iterator[tuple[float, float]]:
    count = len(log_rate)
    for at in range(1, count):
        later = (np.arange(count) >= at).astype(np.float64)
        yield _last_effect(np.stack([np.ones(count), later], axis=1), log_rate, covariance)


def _last_effect(design: Floats, values: Floats, covariance: Floats) -> tuple[float, float]:
    # Generalised least squares: the last coefficient and its standard error.
    weighed = np.linalg.solve(covariance, design)
    inner = np.linalg.inv(design.T @ weighed)
    return float((inner @ (weighed.T @ values))[-1]), float(np.sqrt(inner[-1, -1]))
