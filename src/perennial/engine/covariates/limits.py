"""95% limits of figures that are known as logs."""

from collections.abc import Callable

import numpy as np

from perennial.core.estimate import Estimate
from perennial.engine.histories import Floats

__all__ = ["NORMAL", "against_all", "estimate_of", "ratio_of"]

#: 95% of a normal distribution lies within so many standard errors.
NORMAL = 1.959964


def against_all(mean: Floats, covariance: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Give values less their weighted mean, and the standard errors of that; shape (G,) each."""
    contrast = np.eye(len(mean)) - share
    error = np.sqrt(np.maximum(np.einsum("gi,ij,gj->g", contrast, covariance, contrast), 0.0))
    return mean - float(share @ mean), error


def estimate_of(
    value: float, error: float, scale: Callable[[float], float], *, width: float = NORMAL
) -> Estimate:
    """Give a figure with limits, normal before it is put on a rising scale."""
    low, high = value - width * error, value + width * error
    return Estimate(value=float(scale(value)), low=float(scale(low)), high=float(scale(high)))


def ratio_of(value: float, error: float, *, width: float = NORMAL) -> Estimate:
    """Give a ratio of which the log is known."""
    return estimate_of(value, error, np.exp, width=width)
