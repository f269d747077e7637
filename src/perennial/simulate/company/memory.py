"""What a farmer knows of each customer on the Monday of each week."""

from dataclasses import dataclass

import numpy as np

from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.hunting import BEYOND

__all__ = ["Memory", "remember"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Shape (weeks, n) each; days are counted from the company's first.

    Attributes
    ----------
    last
        Day of the last order before Monday, -1 if none.
    orders
        Orders before Monday.
    coming
        Day of the first order of the week, `BEYOND` if none; the seller does not know it, but a call and
        the order that follows it lie close together.
    """

    last: Offsets
    orders: Offsets
    coming: Offsets


def remember(bought: Bought, calendar: Calendar) -> Memory:
    """Go through the orders once."""
    weeks, customers = int(calendar.week[-1]) + 1, len(bought.rate)
    week = calendar.week[bought.day]
    last = np.full((weeks + 1, customers), -1)
    orders = np.zeros((weeks + 1, customers), np.int64)
    coming = np.full((weeks, customers), BEYOND)
    np.maximum.at(last, (week + 1, bought.customer), bought.day)
    np.add.at(orders, (week + 1, bought.customer), 1)
    np.minimum.at(coming, (week, bought.customer), bought.day)
    return Memory(
        last=np.maximum.accumulate(last, axis=0)[:-1], orders=np.cumsum(orders, axis=0)[:-1], coming=coming
    )
