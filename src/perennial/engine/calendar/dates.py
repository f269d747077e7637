"""Weekdays and months of many day numbers at once."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Ints

__all__ = ["cells_of_months", "months_of", "weekdays_of"]

_MONDAY = 3  # day number 0 was a Thursday


def weekdays_of(day: Ints) -> NDArray[np.int64]:
    """Give weekdays, Monday = 0; shape (n,)."""
    return (day.astype(np.int64) + _MONDAY) % 7


def months_of(day: Ints) -> NDArray[np.int64]:
    """Give months of the year, January = 0; shape (n,)."""
    return cells_of_months(day) % 12


def cells_of_months(day: Ints) -> NDArray[np.int64]:
    """Give the calendar months, counted from January 1970 = 0; shape (n,)."""
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
