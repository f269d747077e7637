"""Summaries of purchases that stand sorted by customer and day, walked once from the first to the last.

An engine that keeps the order of sorted rows need not group them again: neighbours say it all. A walk takes
some hundred thousand customers at a time, so that memory does not grow with the log.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Histories, Ints
from perennial.store.duckdb.purchase_arrays import without_nulls
from perennial.store.engine import Columns, Engine
from perennial.store.log import CustomerSpend

__all__ = ["Piece", "pieces", "walked_histories", "walked_latest_days", "walked_spend"]

_CUSTOMERS = 2**18  # at a time
_DIGITS, _CENTS = 9, 6  # as the SQL texts round


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Purchases of customers `first` to `until` - 1; `starts` are the positions of their first ones."""

    first: int
    until: int
    starts: NDArray[np.intp]
    columns: Columns

    def column(self, name: str) -> Ints:
        """Give a column of whole numbers."""
        return np.asarray(self.columns[name])


def walked_histories(engine: Engine, customers: int, as_of: int) -> Histories:
    """Summarise each of n customers, in the order of their numbers."""
    frequency, recency, T = (np.empty(customers, np.int32) for _ in range(3))
    logs = np.empty(customers)
    for first in range(0, customers, _CUSTOMERS):
        until = min(first + _CUSTOMERS, customers)
        found = _columns(engine, first, until, "customer, day")
        starts = np.flatnonzero(np.diff(found["customer"], prepend=-1))
        ends = np.append(starts[1:], len(found["day"])) - 1
        day, piece = np.asarray(found["day"]), slice(first, until)
        frequency[piece], recency[piece], T[piece] = (
            ends - starts,
            day[ends] - day[starts],
            as_of - day[starts],
        )
        logs[piece] = np.add.reduceat(_log_gaps(day, starts), starts)
    return Histories(
        as_of=as_of, frequency=frequency, recency=recency, T=T, sum_log_gap=np.round(logs, _DIGITS)
    )


def walked_spend(engine: Engine, frequency: Ints) -> CustomerSpend:
    """Summarise the money of each customer, in the order of their numbers; `frequency` as in `Histories`."""
    orders = np.empty(len(frequency), np.int32)
    total, repeats = np.empty(len(frequency)), np.empty(len(frequency))
    for piece in pieces(engine, frequency, "orders, amount"):
        mine, amount = slice(piece.first, piece.until), without_nulls(piece.columns["amount"])
        orders[mine] = np.add.reduceat(piece.column("orders"), piece.starts)
        total[mine] = np.add.reduceat(amount, piece.starts)
        amount[piece.starts] = 0.0
        repeats[mine] = np.add.reduceat(amount, piece.starts)
    beside = engine.columns("adjustments_by_customer")
    total[np.asarray(beside["number"])] += np.asarray(beside["amount"])
    none = (frequency == 0) | np.isnan(total)
    mean = np.round(repeats, _CENTS) / np.where(none, 1, frequency)
    return CustomerSpend(
        orders=orders, repeat_mean=np.where(none, np.nan, mean), total=np.round(total, _CENTS)
    )


def walked_latest_days(engine: Engine, frequency: Ints) -> Ints:
    """Give the last three days of each customer; shape (3, n), as `OrderLog.latest_days` does."""
    latest = np.empty((3, len(frequency)), np.int32)
    for piece in pieces(engine, frequency, "day"):
        day, last = piece.column("day"), piece.starts + frequency[piece.first : piece.until]
        for back in range(3):
            latest[back, piece.first : piece.until] = day[np.maximum(last - back, piece.starts)]
    return latest


def pieces(engine: Engine, frequency: Ints, columns: str) -> Iterator[Piece]:
    """Give the purchases of all customers, some at a time; `frequency` as in `Histories`."""
    for first in range(0, len(frequency), _CUSTOMERS):
        until = min(first + _CUSTOMERS, len(frequency))
        starts = np.cumsum(frequency[first:until] + 1, dtype=np.intp)
        starts = np.append(0, starts[:-1])
        yield Piece(first=first, until=until, starts=starts, columns=_columns(engine, first, until, columns))


def _columns(engine: Engine, first: int, until: int, columns: str) -> Columns:
    return engine.columns("purchase_piece", {"first": first, "until": until}, columns=columns)


def _log_gaps(day: NDArray[np.int32], starts: NDArray[np.intp]) -> Floats:
    gap = np.diff(day, prepend=day[:1])
    gap[starts] = 1
    return np.asarray(np.log(np.arange(1, int(gap.max()) + 1)).take(gap - 1))
