"""A ratio of two sums over cases, such as touches for each first order, with its limits."""

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats

__all__ = ["Z", "log_error", "ratio"]

#: The 97.5% point of the normal distribution.
Z = 1.959963984540054


def ratio(above: Floats, below: Floats) -> Estimate:
    """Give a ratio of sums; without limits where one case is too few for them, or nothing was spent.

    The limits are those of a ratio estimator: the linearised variance (Cochran 1977, equation 6.13) on the
    logarithmic scale.

    Parameters
    ----------
    above, below
        Shape (n,): what each case adds to the two sums.
    """
    total = float(np.sum(below))
    if total <= 0 or not np.isfinite(above).all():
        return UNKNOWN
    value = float(np.sum(above)) / total
    if value <= 0 or len(above) < 2:
        return Estimate(value=value)
    factor = float(np.exp(Z * log_error(above, below)))
    return Estimate(value=value, low=value / factor, high=value * factor)


def log_error(above: Floats, below: Floats) -> float:
    """Give the standard error of the logarithm of a ratio that is above 0, of two cases or more."""
    value, cases = float(np.sum(above) / np.sum(below)), len(above)
    spread = float(np.sum((above - value * below) ** 2)) * cases / (cases - 1)
    return float(np.sqrt(spread) / (value * np.sum(below)))
