"""When customers were touched: the days of calls, visits and messages that went out to them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.numerics.runs import counted_until, taken

__all__ = ["TOUCH_DAYS", "Touches", "days_since_touch", "touched_between", "touches_of", "untouched"]

#: Days for which a touch is thought to work.
TOUCH_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """Touches of n customers, m in all, grouped by customer.

    Attributes
    ----------
    offsets
        Shape (n + 1,): the touches of customer i are rows ``offsets[i]:offsets[i + 1]``; it may have none.
    day
        Shape (m,): day numbers, rising within a customer; several of one day stand once.
    """

    offsets: NDArray[np.int64]
    day: Ints

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def customer(self) -> NDArray[np.intp]:
        """Shape (m,): the customer of each touch."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def take(self, index: NDArray[np.intp]) -> "Touches":
        """Give the touches of some of the customers, in the order named."""
        offsets, rows = taken(self.offsets, index)
        return Touches(offsets=offsets, day=self.day[rows])


def touches_of(customer: NDArray[np.integer], day: Ints, customers: int) -> Touches:
    """Group m touches by customer.

    Parameters
    ----------
    customer, day
        Shape (m,), in any order: numbers from 0 to `customers` - 1, and day numbers.
    """
    pairs = np.unique(np.stack([customer, day.astype(np.int64)]), axis=1)
    offsets = np.searchsorted(pairs[0], np.arange(customers + 1)).astype(np.int64)
    return Touches(offsets=offsets, day=pairs[1].astype(np.int32))


def untouched(customers: int) -> Touches:
    """Give the touches of so many customers who had none."""
    return Touches(offsets=np.zeros(customers + 1, np.int64), day=np.zeros(0, np.int32))


def touched_between(touches: Touches, cut: int, until: int) -> Ints:
    """Count, for each customer, the days with a touch in (cut, until]."""
    return (_seen(touches, until) - _seen(touches, cut)).astype(np.int32)


def days_since_touch(touches: Touches, as_of: int) -> Floats:
    """Give, for each customer, the days since the last touch up to `as_of`; nan where there was none."""
    seen = _seen(touches, as_of)
    there = seen > 0
    since = np.full(len(touches), np.nan)
    since[there] = as_of - touches.day[touches.offsets[:-1][there] + seen[there] - 1]
    return since


def _seen(touches: Touches, cut: int) -> NDArray[np.int64]:
    return counted_until(touches.offsets, touches.day, cut)
