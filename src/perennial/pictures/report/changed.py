"""By what share something differs."""

from perennial.core.estimate import Estimate

__all__ = ["changed"]


def changed(ratio: Estimate) -> Estimate:
    """Give by what share a ratio is above or below 1, as a positive number."""
    value, low, high = (each or 1.0 for each in (ratio.value, ratio.low, ratio.high))
    if value > 1.0:
        return Estimate(value=value - 1.0, low=low - 1.0, high=high - 1.0)
    return Estimate(value=1.0 - value, low=1.0 - high, high=1.0 - low)
