"""Refunds that name no order, set against the orders they most likely belong to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.ingest.cleaning import DUST

__all__ = ["Candidates", "LooseRefunds", "match_refunds"]

Numbers = NDArray[np.int64]
Moments = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Orders of customers with loose refunds, sorted by customer, then moment; every array has shape (m,).

    `left` is what refunds have left of each order.
    """

    customer: Numbers
    moment: Moments
    number: Numbers
    left: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseRefunds:
    """Refunds without an order of their own, sorted by moment; every array has shape (k,)."""

    customer: Numbers
    moment: Moments
    number: Numbers
    amount: Floats


def match_refunds(refunds: LooseRefunds, orders: Candidates) -> tuple[Numbers, Numbers, Floats]:
    """Set each refund, in the order of time, against one earlier order of its customer.

    That is the latest order of which exactly this amount is left, else the latest of which at least this
    amount is left. A refund that fits none is not in the result.

    Returns
    -------
    refund, number, amount
        Shape (j,): numbers of the refunds, of their orders, and the amounts.
    """
    left = orders.left.copy()
    start = np.searchsorted(orders.customer, refunds.customer, side="left")
    stop = np.searchsorted(orders.customer, refunds.customer, side="right")
    target = np.full(len(refunds.amount), -1, dtype=np.int64)
    for i, amount in enumerate(refunds.amount):
        before = start[i] + int(
            np.searchsorted(orders.moment[start[i] : stop[i]], refunds.moment[i], side="right")
        )
        target[i] = _latest_fit(left[start[i] : before], amount, start[i])
        if target[i] >= 0:
            left[target[i]] -= amount
    found = (target >= 0) & (refunds.amount >= DUST)
    return refunds.number[found], orders.number[target[found]], refunds.amount[found]


def _latest_fit(left: Floats, amount: float, offset: int) -> int:
    enough = np.flatnonzero(left > amount - DUST)
    if not len(enough) or amount < DUST:
        return -1
    exact = np.flatnonzero(left[enough] < amount + DUST)
    return int(offset + enough[exact[-1] if len(exact) else -1])
