"""Orders of an invented business together with the truth behind them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog

__all__ = ["Business", "as_log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """Orders of n customers, m in all, grouped by customer and rising in time, and what no log shows.

    Attributes
    ----------
    customer, day, amount
        Shape (m,): customer number from 0, day number, money.
    leaving
        Shape (n,): days from the first purchase to leaving; 0 for who leaves at once, inf for who never does.
    rate
        Shape (n,): purchases per day while a customer.
    last_day
        Day number of the end of observation.
    """

    customer: NDArray[np.int64]
    day: Ints
    amount: Floats
    leaving: Floats
    rate: Floats
    last_day: int

    @property
    def log(self) -> PurchaseLog:
        """The purchases: orders of one customer on one day merged."""
        return as_log(self.customer, self.day, self.amount)


def as_log(customer: NDArray[np.integer], day: NDArray[np.integer], amount: Floats) -> PurchaseLog:
    """Merge orders of one customer on one day into purchases.

    Parameters
    ----------
    customer, day, amount
        Shape (m,), in any order.

    Returns
    -------
    PurchaseLog
        Customers in rising order of their number.
    """
    step, ahead = np.diff(customer), np.diff(day)
    if ((step < 0) | ((step == 0) & (ahead < 0))).any():
        order = np.lexsort((day, customer))
        customer, day, amount = customer[order], day[order], amount[order]
    new_customer = np.diff(customer, prepend=customer[:1] - 1) != 0
    first = np.flatnonzero(new_customer | (np.diff(day, prepend=day[:1] - 1) != 0))
    return PurchaseLog(
        offsets=np.append(np.flatnonzero(new_customer[first]), len(first)).astype(np.int64),
        day=day[first].astype(np.int32),
        amount=np.add.reduceat(amount, first) if len(first) else np.zeros(0),
    )
