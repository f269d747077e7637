"""Within how many days a return is counted, when nobody has said."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import day_of
from perennial.engine.histories import Floats
from perennial.engine.waits.gap_table import GapTable

__all__ = ["default_horizon", "longest_followed", "month_start"]

_LONGEST = 730
_OBSERVED = 0.3


def default_horizon(by_month: GapTable) -> int:
    """Give the largest multiple of 30 days for which at least 30% of started gaps were followed, at most 730.

    A gap was followed for h days when it started at least h days before `as_of`; within a month starts are
    taken as even. Logs too short for 30 days get a multiple of 7, or less.
    """
    for step in (30, 7, 1):
        days = np.arange(step, 30 * 26 if step == 30 else 30, step)
        enough = days[_followed_share(by_month, days) >= _OBSERVED]
        if len(enough):
            return int(min(enough[-1], _LONGEST))
    return 1


def longest_followed(by_month: GapTable) -> int:
    """Give the most days that any gap was followed for, as far as months and lengths tell; at least 1."""
    if not len(by_month.level):
        return 1
    since_first_month = by_month.as_of + 1 - month_start(int(by_month.level.min()) + 1)
    return max(int(by_month.duration.max()), since_first_month, 1)


def month_start(month: int) -> int:
    """Give the day number on which a calendar month (`perennial.core.days.month_of`) starts."""
    return day_of(date(month // 12, month % 12 + 1, 1))


def _followed_share(by_month: GapTable, days: NDArray[np.int64]) -> Floats:
    if not len(by_month.level):
        return np.zeros(len(days))
    months = np.unique(by_month.level)
    count = np.array([by_month.count[by_month.level == month].sum() for month in months])
    begin = np.array([month_start(int(month)) for month in months])
    until = np.minimum([month_start(int(month) + 1) for month in months], by_month.as_of + 1)
    begin[0] = max(begin[0], by_month.as_of - by_month.duration[by_month.level == months[0]].max())
    latest = by_month.as_of - days[:, None] + 1
    started = np.clip((latest - begin) / np.maximum(until - begin, 1), 0, 1)
    share: Floats = started @ count / count.sum()
    return share
