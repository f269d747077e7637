"""Working days of the company, counted from its first day."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import date_of
from perennial.engine.histories import Floats
from perennial.simulate.company.tables.columns import Flags

__all__ = ["Calendar", "Offsets", "make_calendar", "next_true"]

#: Days counted from the company's first day, and other whole numbers.
Offsets = NDArray[np.int64]

_REST = 0.15  # pace of buying on days off
_TAIL = 60  # days past the end, on which what has begun would go on


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of the company and a tail of days past its end.

    Attributes
    ----------
    first_day, span
        Day number of the first day; days in all, without the tail.
    working
        Shape (span + tail,): neither weekend nor public holiday.
    month
        Shape (span + tail,): 0 for January.
    """

    first_day: int
    span: int
    working: Flags
    month: Offsets

    @property
    def week(self) -> Offsets:
        """Number of the week, from Monday on, of each day without the tail."""
        return (np.arange(self.span) + _weekday(self.first_day)) // 7

    def monday(self, week: int) -> int:
        """Day, counted from the first, on which a week begins; the first week may begin before it."""
        return 7 * week - _weekday(self.first_day)

    def warped(self, season: Floats) -> Floats:
        """Give business time, in mean days, at the beginning of each day, from an index by month."""
        pace = season[self.month] * np.where(self.working, 1.0, _REST)
        return np.concatenate([[0.0], np.cumsum(pace / pace[: self.span].mean())])


def make_calendar(*, first_day: int, last_day: int, holidays: Collection[tuple[int, int]]) -> Calendar:
    """Lay out the days; holidays are pairs of month (1 for January) and day of the month."""
    days = [date_of(day) for day in range(first_day, last_day + 1 + _TAIL)]
    return Calendar(
        first_day=first_day,
        span=last_day - first_day + 1,
        working=np.array([day.weekday() < 5 and (day.month, day.day) not in holidays for day in days]),
        month=np.array([day.month - 1 for day in days]),
    )


def next_true(mask: Flags) -> Offsets:
    """Give for each place along the last axis the nearest true one at or after it; the last if none is."""
    last = mask.shape[-1] - 1
    there = np.where(mask, np.arange(last + 1), last)
    return np.asarray(np.minimum.accumulate(there[..., ::-1], axis=-1)[..., ::-1])


def _weekday(day: int) -> int:
    return (day + 3) % 7  # day 0 was a Thursday; 0 is Monday
