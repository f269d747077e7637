"""Limits of an effect: at the planned end, and valid at every look on the way there.

The latter are asymptotic confidence sequences (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, theorem
2.2): with the share f of the planned information seen and c the tuning constant,

    value +- se * sqrt(2 (c f + 1) / (c f) * log(sqrt(c f + 1) / a)),   c = -2 log a + log(-2 log a) + 1,

tightest about the planned end, f = 1. What has been counted by one look is in all later ones, so that the
looks are at least as alike as sums of independent parts, for which the sequence is made. Both kinds of limits
are widened for the few customers of an arm as Student's t is (Welch 1947).
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr
from scipy.stats import t as student

from perennial.trial.contrast import Contrast
from perennial.trial.followed import Bools

__all__ = ["WIDENING", "Effect", "effect_of", "within"]

_LEVEL = 0.05
_NORMAL = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Treatment minus control, with 95% limits.

    Attributes
    ----------
    value
        The effect.
    low, high
        Limits that hold at all looks together.
    planned_low, planned_high
        Limits that hold at the one look that was planned.
    standard_error
        Of `value`.
    """

    value: float
    low: float
    high: float
    planned_low: float
    planned_high: float
    standard_error: float


def within(effect: Effect, most: float) -> Effect:
    """Cut the limits of an effect that can be no larger than `most` either way, as days within a horizon."""
    names = ("low", "high", "planned_low", "planned_high")
    return replace(effect, **{name: min(max(getattr(effect, name), -most), most) for name in names})


def effect_of(contrast: Contrast, treated: Bools, *, seen: float = 1.0) -> Effect:
    """Put limits around a contrast.

    Parameters
    ----------
    contrast
        With the influence of n customers.
    treated
        Shape (n,): the arm.
    seen
        Share of the planned information seen so far, above 0: days followed over days planned; 1 at the end.
    """
    error, freedom = _error(contrast, treated)
    planned, always = (error * _student(normal, freedom) for normal in (_NORMAL, _always(seen)))
    return Effect(
        value=contrast.value,
        low=contrast.value - always,
        high=contrast.value + always,
        planned_low=contrast.value - planned,
        planned_high=contrast.value + planned,
        standard_error=error,
    )


def _error(contrast: Contrast, treated: Bools) -> tuple[float, float]:
    # Standard error, and Welch's degrees of freedom.
    parts = np.array([np.square(contrast.influence[arm]).sum() for arm in (~treated, treated)])
    sizes = np.array([(~treated).sum(), treated.sum()])
    whole = float(parts.sum())
    small = float((parts**2 / np.maximum(sizes - 1, 1)).sum())
    error = float(np.hypot(np.sqrt(whole), contrast.model_error))
    return error, max(whole**2 / small, 1.0) if small > 0 else np.inf


def _always(seen: float) -> float:
    tuned = seen * (-2.0 * np.log(_LEVEL) + np.log(-2.0 * np.log(_LEVEL)) + 1.0)
    return float(np.sqrt(2.0 * (tuned + 1.0) / tuned * np.log(np.sqrt(tuned + 1.0) / _LEVEL)))


def _student(normal: float, freedom: float) -> float:
    return float(-student.ppf(ndtr(-normal), freedom))


#: How much wider the limits that hold at every look are than those of one look, at the planned end.
WIDENING = _always(1.0) / _NORMAL
