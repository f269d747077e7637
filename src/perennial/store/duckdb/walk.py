"""Summaries of orders that stand sorted by customer and day, walked over from the first to the last.

An engine that keeps the order of sorted rows need not group them again: neighbours say it all. A walk takes
some hundred thousand customers at a time, so that memory does not grow with the log.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.numerics.chunks import pieces_of
from perennial.store.duckdb.purchase_arrays import without_nulls
from perennial.store.engine import Columns, Engine
from perennial.store.log import CustomerSpend

__all__ = ["Piece", "Walk", "walked_histories", "walked_latest_days", "walked_spend"]

_CUSTOMERS = 2**18  # at a time
_DIGITS, _CENTS = 9, 6  # as the SQL texts round

_Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Purchases of the customers `first` to `until` - 1.

    `starts` are the positions of their first ones, `day` their days, `amount` their money where asked for.
    """

    first: int
    until: int
    starts: _Places
    day: Ints
    amount: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A way over the orders of n customers; `orders` of shape (n,) counts those of each."""

    engine: Engine
    orders: Ints

    def pieces(self, *, money: bool = False) -> Iterator[Piece]:
        """Give the purchases of all customers, some at a time."""
        columns = "day, amount" if money else "day"
        for some, found in _fetched(self.engine, len(self.orders), columns):
            ends = np.cumsum(self.orders[some], dtype=np.intp)
            yield _piece(some, found, np.append(0, ends[:-1]))


def walked_histories(engine: Engine, customers: int, as_of: int) -> tuple[Histories, Walk]:
    """Summarise each of n customers, in the order of their numbers, and find the way over their orders."""
    frequency, recency, T, orders = (np.empty(customers, np.int32) for _ in range(4))
    logs = np.empty(customers)
    for some, found in _fetched(engine, customers, "customer, day"):
        customer = np.asarray(found["customer"])
        starts = np.flatnonzero(np.diff(customer, prepend=some.start - 1))
        orders[some] = np.diff(np.append(starts, len(customer)))
        piece = _piece(some, found, starts)
        ends = np.append(piece.starts[1:], len(piece.day)) - 1
        frequency[some], T[some] = ends - piece.starts, as_of - piece.day[piece.starts]
        recency[some] = piece.day[ends] - piece.day[piece.starts]
        logs[some] = np.add.reduceat(_log_gaps(piece), piece.starts)
    histories = Histories(
        as_of=as_of, frequency=frequency, recency=recency, T=T, sum_log_gap=np.round(logs, _DIGITS)
    )
    return histories, Walk(engine=engine, orders=orders)


def walked_spend(walk: Walk, histories: Histories) -> CustomerSpend:
    """Summarise the money of each customer, in the order of their numbers."""
    x = histories.frequency
    total, repeats = np.empty(len(x)), np.empty(len(x))
    for piece in walk.pieces(money=True):
        mine = slice(piece.first, piece.until)
        total[mine] = np.add.reduceat(piece.amount, piece.starts)
        piece.amount[piece.starts] = 0.0
        repeats[mine] = np.round(np.add.reduceat(piece.amount, piece.starts), _CENTS)
    beside = walk.engine.columns("adjustments_by_customer")
    total[np.asarray(beside["number"])] += np.asarray(beside["amount"])
    repeats[(x == 0) | np.isnan(total)] = np.nan
    np.divide(repeats, x, out=repeats, where=x > 0)
    return CustomerSpend(orders=walk.orders, repeat_mean=repeats, total=np.round(total, _CENTS))


def walked_latest_days(walk: Walk, frequency: Ints) -> Ints:
    """Give the last three days of each customer; shape (3, n), as `OrderLog.latest_days` does."""
    latest = np.empty((3, len(frequency)), np.int32)
    for piece in walk.pieces():
        last = piece.starts + frequency[piece.first : piece.until]
        for back in range(3):
            latest[back, piece.first : piece.until] = piece.day[np.maximum(last - back, piece.starts)]
    return latest


def _piece(some: slice, found: Columns, starts: _Places) -> Piece:
    """Put orders of one customer and day together; `starts` are the first orders of the customers."""
    day = np.asarray(found["day"])
    is_new = np.diff(day, prepend=day[:1]) != 0
    is_new[starts] = True
    kept = np.flatnonzero(is_new)
    return Piece(
        first=some.start,
        until=some.stop,
        starts=np.searchsorted(kept, starts),
        day=day[kept],
        amount=_added(without_nulls(found["amount"]), kept) if "amount" in found else np.empty(0),
    )


def _added(amount: Floats, starts: _Places) -> Floats:
    return np.asarray(np.round(np.add.reduceat(amount, starts), _CENTS), dtype=np.float64)


def _fetched(engine: Engine, customers: int, columns: str) -> Iterator[tuple[slice, Columns]]:
    """Fetch the orders of some customers while those of the ones before are walked over.

    Until the end nobody else may ask the engine.
    """

    def fetch(some: slice) -> Columns:
        return engine.columns("purchase_piece", {"first": some.start, "until": some.stop}, columns=columns)

    with ThreadPoolExecutor(1) as pool:
        pieces = list(pieces_of(customers, _CUSTOMERS))
        coming = [pool.submit(fetch, some) for some in pieces[:1]]
        for place, some in enumerate(pieces):
            found = coming.pop().result()
            coming = [pool.submit(fetch, after) for after in pieces[place + 1 : place + 2]]
            yield some, found


def _log_gaps(piece: Piece) -> Floats:
    gap = np.diff(piece.day, prepend=piece.day[:1])
    gap[piece.starts] = 1
    return np.log(np.arange(1, int(gap.max()) + 1)).take(gap - 1)
