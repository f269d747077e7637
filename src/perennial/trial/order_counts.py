"""Orders and money per customer over the horizon, by intention to treat.

Where some were followed for less than the horizon, each purchase counts for those of its arm no longer
followed on that day too: the mean cumulative count (Lawless and Nadeau 1995, equation 2.2).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.trial.contrast import Contrast, contrast_of
from perennial.trial.followed import Bools, Costs, Days, Followed

__all__ = ["counted", "per_customer"]


def per_customer(followed: Followed, size: Floats, costs: Costs | None = None) -> tuple[float, float]:
    """Give the mean of a customer over the horizon in control and in treatment.

    Parameters
    ----------
    followed
        Customers of the trial.
    size
        Shape (m,): what each purchase counts, in orders or money.
    costs
        What is taken off.
    """
    sums = _sums(followed, size, costs)
    control, treatment = (_by_day(followed, sums, arm) for arm in (~followed.treated, followed.treated))
    return float(control.sum()), float(treatment.sum())


def counted(followed: Followed, size: Floats, costs: Costs | None = None) -> Contrast:
    """Compare the means of the arms; parameters are those of `per_customer`."""
    sums = _sums(followed, size, costs)
    control, treatment = per_customer(followed, size, costs)
    moves = np.zeros(len(followed))
    for arm in (~followed.treated, followed.treated):
        share = _share_followed(followed, arm)
        own = np.bincount(sums.customer, sums.size / share[sums.day], len(followed))
        expected = np.cumsum(_by_day(followed, sums, arm) / share)[followed.until]
        moves[arm] = (own - expected)[arm] / arm.sum()
    return contrast_of(treatment - control, moves, followed.treated)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    # What came of which customer on which day, and what went to them; shape (m + c,).
    customer: NDArray[np.intp]
    day: Days
    size: Floats


def _sums(followed: Followed, size: Floats, costs: Costs | None) -> _Sums:
    if costs is None:
        return _Sums(customer=followed.customer, day=followed.day, size=size)
    return _Sums(
        customer=np.concatenate([followed.customer, costs.customer]),
        day=np.concatenate([followed.day, costs.day]),
        size=np.concatenate([size, -costs.amount]),
    )


def _share_followed(followed: Followed, arm: Bools) -> Floats:
    # Shape (h + 1,): share of the arm still followed on each day.
    ends = np.bincount(followed.until[arm], minlength=followed.horizon + 1)
    still = np.cumsum(ends[::-1])[::-1]
    return np.asarray(np.maximum(still, 1) / arm.sum())


def _by_day(followed: Followed, sums: _Sums, arm: Bools) -> Floats:
    # Shape (h + 1,): what a customer of the arm still followed brings on each day.
    own = arm[sums.customer]
    whole = np.bincount(sums.day[own], sums.size[own], followed.horizon + 1)
    return np.asarray(whole / (_share_followed(followed, arm) * arm.sum()))
