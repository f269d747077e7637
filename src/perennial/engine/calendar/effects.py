"""Effects on the log scale, believed as far as they stand out of their own errors."""

from dataclasses import dataclass

import numpy as np

from perennial.core.estimate import Estimate
from perennial.engine.histories import Floats

__all__ = ["Effects", "as_factors", "shrunk"]

_STEPS = 50
_Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Log effects and their standard errors; both of shape (n,)."""

    value: Floats
    error: Floats


def shrunk(found: Effects, *, typical: float) -> Effects:
    """Shrink effects towards none, by their own spread (empirical Bayes for normal means).

    Parameters
    ----------
    found
        As measured.
    typical
        Standard deviation of effects that is assumed before they are seen; it counts like one effect.

    Returns
    -------
    Effects
        Posterior means and standard deviations; Efron and Morris (1973).
    """
    spread = typical**2
    for _ in range(_STEPS):
        keep = spread / (spread + found.error**2)
        second = (keep * found.value) ** 2 + keep * found.error**2
        spread = float((second.sum() + typical**2) / (len(second) + 1)) if len(second) else spread
    keep = spread / (spread + found.error**2)
    return Effects(value=keep * found.value, error=np.sqrt(keep) * found.error)


def as_factors(effects: Effects, shares: Floats) -> tuple[Estimate, ...]:
    """Give effects as factors whose mean, weighed by `shares` of the days, is 1, with 95% intervals."""
    centre = float(np.log(shares @ np.exp(effects.value)))
    return tuple(
        Estimate(
            value=float(np.exp(value - centre)),
            low=float(np.exp(value - centre - _Z * error)),
            high=float(np.exp(value - centre + _Z * error)),
        )
        for value, error in zip(effects.value, effects.error, strict=True)
    )
