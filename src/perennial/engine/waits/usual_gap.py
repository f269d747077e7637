"""The usual gap of a business alone, without all else that is said of its waits."""

import numpy as np

from perennial.engine.waits.gap_table import GapTable
from perennial.engine.waits.horizon import default_horizon, longest_followed
from perennial.engine.waits.resampling import resample

__all__ = ["usual_gap"]


def usual_gap(by_month: GapTable) -> float | None:
    """Give the median wait of those who return, in days: `NextPurchase.usual_gap_days`; None where unknown.

    Parameters
    ----------
    by_month
        Every started gap, split by the month of its start; the groups of customers do not matter.
    """
    within = min(default_horizon(by_month), longest_followed(by_month))
    alike = np.ones((1, int(by_month.group.max(initial=0)) + 1))
    return resample(by_month, within, alike).median().value
