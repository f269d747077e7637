"""Two suspicions that purchases raise: a log that starts mid-life, and rows that are payments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.engine.histories import Ints
from perennial.engine.purchases import PurchaseLog

__all__ = ["LeftTruncation", "find_left_truncation", "monthly_payers", "suspicion_notes"]

_WINDOW = 30
_SPIKE = 2.0
_EARLY = 1.5
_FEWEST_WINDOWS = 6
_FEWEST_LATER = 0.005
_FEWEST_PAYERS = 20
_MANY_PAYERS = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftTruncation:
    """Old customers who look new: `share` of all were first seen on or before day `until`."""

    until: int
    share: float


def find_left_truncation(first_day: Ints, *, start: int, as_of: int) -> LeftTruncation | None:
    """Find a spike of first purchases at the start of the log.

    New customers are counted in windows of 30 days. A log starts mid-life when its first window has at
    least twice as many as a window of its second half has on average, while new customers keep coming (a
    log of one closed cohort is not truncated). The spike lasts while windows stay 1.5 times above that.

    Parameters
    ----------
    first_day
        Shape (n,): day of the first purchase of each customer.
    start, as_of
        First day of the log and the end of observation.
    """
    windows = (as_of - start + 1) // _WINDOW
    if windows < _FEWEST_WINDOWS or len(first_day) == 0:
        return None
    index = (first_day.astype(np.int64) - start) // _WINDOW
    new = np.bincount(index[index < windows], minlength=windows)
    later = new[windows // 2 :]
    if later.sum() < max(_FEWEST_LATER * len(first_day), 1) or new[0] < _SPIKE * later.mean():
        return None
    spike = int(np.argmin(new >= _EARLY * later.mean()))
    return LeftTruncation(until=start + _WINDOW * spike - 1, share=float(new[:spike].sum() / len(first_day)))


def monthly_payers(log: PurchaseLog) -> float:
    """Give the share of customers with three purchases and more who pay one sum every month.

    Such a customer has at least two gaps of 28 to 31 days between equal sums. 0 where fewer than 20 do.
    """
    gap = np.diff(log.day.astype(np.int64), prepend=0)
    same = np.isclose(log.amount, np.roll(log.amount, 1), rtol=0, atol=0.005) & (log.amount > 0)
    monthly = same & (gap >= 28) & (gap <= 31)
    monthly[log.offsets[:-1]] = False
    times: NDArray[np.float64] = np.bincount(log.customer[monthly], minlength=len(log)).astype(np.float64)
    frequent = np.diff(log.offsets) >= 3
    payers = int(np.sum(times >= 2))
    return payers / int(frequent.sum()) if payers >= _FEWEST_PAYERS else 0.0


def suspicion_notes(truncation: LeftTruncation | None, payers: float) -> tuple[Message, ...]:
    """Put the two suspicions into sentences, where there are any."""
    notes = []
    if truncation is not None:
        notes.append(
            Message(
                "{share:percent} of customers were first seen by {until:date}, much faster than later: many "
                "had probably bought before the log starts, and their first order here is not their first.",
                {"share": truncation.share, "until": truncation.until},
            )
        )
    if payers >= _MANY_PAYERS:
        notes.append(
            Message(
                "Is a row an order or a payment? {share:percent} of frequent customers pay the same sum "
                "every month; if these are instalments, map contract_id.",
                {"share": payers},
            )
        )
    return tuple(notes)
