"""Purchases as flat arrays: of all customers, of those named, or of a stable sample."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.store.engine import Columns, Engine

__all__ = [
    "all_purchases",
    "orders_of",
    "purchases_of",
    "purchases_of_every",
    "sample_customers",
    "without_nulls",
]


def all_purchases(engine: Engine) -> PurchaseLog:
    """Give the purchases of all customers, in the order of their numbers."""
    return purchases_of_every(engine, 1)


def purchases_of_every(engine: Engine, step: int) -> PurchaseLog:
    """Give the purchases of every `step`-th customer, from number 0."""
    found = engine.columns("purchase_arrays", {"step": step})
    return _purchase_log(found)


def purchases_of(engine: Engine, customers: NDArray[np.intp]) -> PurchaseLog:
    """Give the purchases of the customers with these numbers, in the order named.

    Raises
    ------
    IndexError
        There is no customer of such a number.
    """
    log = _purchase_log(_of_named(engine, customers, "named_purchase_arrays"))
    if len(log) != len(customers):
        raise IndexError("no customer has such a number")
    return log


def orders_of(engine: Engine, customers: NDArray[np.intp]) -> Ints:
    """Count the orders of each purchase that `purchases_of` gives; shape (m,)."""
    found = _of_named(engine, customers, "named_purchase_orders")
    return np.asarray(found["orders"]).astype(np.int32)


def sample_customers(engine: Engine, most: int) -> NDArray[np.intp]:
    """Give the numbers, rising, of the `most` customers whose ids have the smallest digests."""
    found = engine.columns("sample", {"most": most})
    return np.sort(np.asarray(found["number"])).astype(np.intp)


def without_nulls(values: NDArray[np.generic]) -> Floats:
    """Give floats with nan where the database has nothing."""
    return np.asarray(np.ma.filled(values.astype(np.float64), np.nan))


def _of_named(engine: Engine, customers: NDArray[np.intp], question: str) -> Columns:
    place = np.arange(len(customers), dtype=np.int64)
    wanted = {"place": place, "customer": np.asarray(customers, dtype=np.int64)}
    with engine.given("wanted", wanted):
        return engine.columns(question)


def _purchase_log(found: Columns) -> PurchaseLog:
    place = np.asarray(found["place"])
    starts = np.flatnonzero(np.diff(place, prepend=-1))
    return PurchaseLog(
        offsets=np.append(starts, len(place)).astype(np.int64),
        day=np.asarray(found["day"]).astype(np.int32),
        amount=without_nulls(found["amount"]),
    )
