"""Orders and money per customer over the horizon, by intention to treat.

Where some were followed for less than the horizon, each purchase counts for those of its arm no longer
followed on that day too: the mean cumulative count (Lawless and Nadeau 1995, equation 2.2).
"""

import numpy as np

from perennial.engine.histories import Floats
from perennial.trial.contrast import Contrast, contrast_of
from perennial.trial.followed import Bools, Followed

__all__ = ["counted", "per_customer"]


def per_customer(followed: Followed, size: Floats) -> tuple[float, float]:
    """Give the mean of a customer over the horizon in control and in treatment.

    Parameters
    ----------
    followed
        Customers of the trial.
    size
        Shape (m,): what each purchase counts, in orders or money.
    """
    control, treatment = (_by_day(followed, size, arm) for arm in (~followed.treated, followed.treated))
    return float(control.sum()), float(treatment.sum())


def counted(followed: Followed, size: Floats) -> Contrast:
    """Compare the means of the arms; parameters are those of `per_customer`."""
    control, treatment = per_customer(followed, size)
    moves = np.zeros(len(followed))
    for arm in (~followed.treated, followed.treated):
        share = _share_followed(followed, arm)
        own = np.bincount(followed.customer, size / share[followed.day], len(followed))
        expected = np.cumsum(_by_day(followed, size, arm) / share)[followed.until]
        moves[arm] = (own - expected)[arm] / arm.sum()
    return contrast_of(treatment - control, moves, followed.treated)


def _share_followed(followed: Followed, arm: Bools) -> Floats:
    # Shape (h + 1,): share of the arm still followed on each day.
    ends = np.bincount(followed.until[arm], minlength=followed.horizon + 1)
    still = np.cumsum(ends[::-1])[::-1]
    return np.asarray(np.maximum(still, 1) / arm.sum())


def _by_day(followed: Followed, size: Floats, arm: Bools) -> Floats:
    # Shape (h + 1,): what a customer of the arm still followed buys on each day.
    own = arm[followed.customer]
    sums = np.bincount(followed.day[own], size[own], followed.horizon + 1)
    return np.asarray(sums / (_share_followed(followed, arm) * arm.sum()))
