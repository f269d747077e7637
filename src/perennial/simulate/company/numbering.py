"""Ids and days of the tables from the numbers of the draft."""

import numpy as np

from perennial.core.days import NO_DAY
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.tables.columns import Codes, Days

__all__ = ["dated", "ids", "pointed"]


def ids(prefix: str, count: int, width: int) -> Codes:
    """Give ids from 1 on: C0001, C0002."""
    return np.array([f"{prefix}{number:0{width}d}" for number in range(1, count + 1)])


def pointed(names: Codes, number: Offsets) -> Codes:
    """Give the id of each number; nothing for numbers below 0."""
    return np.where(number >= 0, names[number], "")


def dated(offset: Offsets, calendar: Calendar) -> Days:
    """Turn days counted from the first into day numbers; those outside the span into `NO_DAY`."""
    inside = (offset >= 0) & (offset < calendar.span)
    return np.where(inside, offset + calendar.first_day, NO_DAY).astype(np.int32)
