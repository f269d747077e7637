"""Counts of gaps between purchases by length: all that the waits need, additive over chunks and engines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints

__all__ = ["GROUPS", "GapTable"]

#: Customers are dealt into this many groups; intervals come from drawing groups with replacement.
GROUPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTable:
    """Started gaps, counted; every array has shape (m,), one row a distinct combination.

    A gap starts at a purchase and is closed by the customer's next one, or still open at `as_of`.

    Attributes
    ----------
    as_of
        Day number of the end of observation.
    level
        What the rows are split by: the rung (1 = from the first to the second purchase; 10 holds the 10th
        and later), the calendar month of the start (`perennial.core.days.month_of`), or 0 for no split.
    group
        Group of the customer, 0 to `GROUPS` - 1: customer number modulo `GROUPS`, or 0 where no groups were
        asked for.
    duration
        Days from the start to the next purchase, or to `as_of`.
    closed
        Whether the next purchase came.
    count
        Number of gaps.
    weight
        The same with each customer counting once: sum of 1 / (gaps started by the customer).
    """

    as_of: int
    level: Ints
    group: Ints
    duration: Ints
    closed: NDArray[np.bool_]
    count: Floats
    weight: Floats
