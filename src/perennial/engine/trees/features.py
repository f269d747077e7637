"""What the trees look at."""

import numpy as np

from perennial.engine.histories import Floats, Histories
from perennial.engine.recent import WINDOWS, Recent

__all__ = ["FEATURES", "FEATURE_DAYS", "features_of"]

#: Days ahead for which the attrition model is asked what the trees shall correct.
FEATURE_DAYS = 28

#: Names of the features and what each tells: the history as a whole, the silence now, the pace of late, what
#: the attrition model says, or the touches of late.
FEATURES = (
    ("frequency", "history"),
    ("T", "history"),
    ("silence", "silence"),
    ("mean_gap", "history"),
    ("silence_by_mean_gap", "silence"),
    ("last_gap", "recent"),
    ("silence_by_last_gap", "silence"),
    ("gap_before", "recent"),
    ("regularity", "history"),
    *((f"purchases_{days}", "recent") for days in WINDOWS),
    ("expected", "model"),
    ("log_odds", "model"),
    ("touched", "touches"),
    ("since_touch", "touches"),
)

_NONE = -1.0
_LEAST = 1e-9
_CERTAIN = 1e-6
_DIGITS = 6


def features_of(histories: Histories, recent: Recent, *, expected: Floats, p_order: Floats) -> Floats:
    """Put the features of n customers together; shape (n, f + k), `FEATURES` and then the leanings by trait.

    Parameters
    ----------
    histories, recent
        In days of the calendar. What a customer does not have yet (a gap, so long a past) is -1.
    expected, p_order
        Shape (n,): orders, and chance of one, that the attrition model gives the next 28 business days.
    """
    x, silence = histories.frequency, histories.silence.astype(np.float64)
    gap = np.where(x > 0, histories.recency / np.maximum(x, 1), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        regularity = np.where(x > 1, histories.sum_log_gap / np.maximum(x, 1) - np.log(gap), np.nan)
        by_gap, by_last = silence / gap, silence / recent.last_gap
    followed = histories.T[:, None] >= np.asarray(WINDOWS) / 2
    p = np.clip(p_order, _CERTAIN, 1 - _CERTAIN)
    columns = (
        x,
        histories.T,
        silence,
        gap,
        by_gap,
        recent.last_gap,
        by_last,
        recent.gap_before,
        regularity,
        *np.where(followed, recent.counts, np.nan).T,
        np.log(np.maximum(expected, _LEAST)),
        np.log(p / (1 - p)),
        recent.touched,
        recent.since_touch,
        *recent.leaning.T,
    )
    table = np.stack([np.asarray(each, np.float64) for each in columns], axis=1)
    # Rounded, so that the last bits of a sum do not decide on which side of a branch a customer falls.
    return np.where(np.isfinite(table), table.round(_DIGITS), _NONE)
