"""The purchases of many customers in three flat arrays, and what they look like at any cut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.numerics.runs import counted_until, taken

__all__ = ["PurchaseLog", "count_between", "first_after", "histories_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseLog:
    """Purchases of n customers, m in all, grouped by customer.

    Attributes
    ----------
    offsets
        Shape (n + 1,): the purchases of customer i are rows ``offsets[i]:offsets[i + 1]``; none is empty.
    day
        Shape (m,): day numbers, strictly rising within a customer.
    amount
        Shape (m,): net spend of that day in the log's currency; nan where the log has no amounts.
    """

    offsets: NDArray[np.int64]
    day: Ints
    amount: Floats

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def customer(self) -> NDArray[np.intp]:
        """Shape (m,): the customer of each purchase."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def take(self, index: NDArray[np.intp]) -> "PurchaseLog":
        """Give the purchases of some of the customers, in the order named."""
        offsets, rows = taken(self.offsets, index)
        return PurchaseLog(offsets=offsets, day=self.day[rows], amount=self.amount[rows])


def histories_at(log: PurchaseLog, as_of: int) -> tuple[Histories, NDArray[np.intp]]:
    """Summarise what was known at the end of day `as_of`.

    Returns
    -------
    histories
        Of the customers with a purchase on or before that day.
    index
        Their positions in the log.
    """
    seen = _seen(log, as_of)
    index = np.flatnonzero(seen)
    start = log.offsets[:-1][index]
    last = start + seen[index] - 1
    first_day, last_day = log.day[start], log.day[last]
    histories = Histories(
        as_of=as_of,
        frequency=(seen[index] - 1).astype(np.int32),
        recency=(last_day - first_day).astype(np.int32),
        T=(as_of - first_day).astype(np.int32),
        sum_log_gap=_sum_log_gap(log, start, last),
    )
    return histories, index


def first_after(log: PurchaseLog, cut: int) -> Ints:
    """Give, for each customer, the day of the first purchase after `cut`; `NO_DAY` where there is none."""
    at = log.offsets[:-1] + _seen(log, cut)
    found = at < log.offsets[1:]
    return np.where(found, log.day[np.where(found, at, 0)], NO_DAY).astype(np.int32)


def count_between(log: PurchaseLog, cut: int, until: int) -> Ints:
    """Count, for each customer, the purchases in (cut, until]."""
    return (_seen(log, until) - _seen(log, cut)).astype(np.int32)


def _seen(log: PurchaseLog, cut: int) -> NDArray[np.int64]:
    return counted_until(log.offsets, log.day, cut)


def _sum_log_gap(log: PurchaseLog, start: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    # By a clock that runs slowly two purchases may fall on one day.
    gap = np.maximum(np.diff(log.day, prepend=log.day[:1]), 0.5)
    gap[log.offsets[:-1]] = 1
    running = np.cumsum(np.log(gap))
    return np.asarray(running[last] - running[start])
