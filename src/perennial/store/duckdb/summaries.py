"""What the engine needs of the purchases: histories, money, counts of gaps, the largest products."""

import numpy as np

from perennial.engine.histories import Histories, Ints
from perennial.engine.waits.gap_table import GapTable
from perennial.store.duckdb.purchase_arrays import without_nulls
from perennial.store.engine import Columns, Engine
from perennial.store.log import CustomerSpend, Product, Split

__all__ = ["gap_table", "histories_in", "histories_of", "largest_products", "latest_days_of", "spend_of"]

_MONTH = "(year(DATE '1970-01-01' + day) * 12 + month(DATE '1970-01-01' + day) - 1)::INTEGER"
_LEVELS: dict[Split, str] = {"none": "0", "rung": "least(rung, 10)", "month": _MONTH}


def histories_of(engine: Engine, purchases: str, as_of: int) -> Histories:
    """Summarise each customer of a table of purchases, in the order of their numbers."""
    return histories_in(engine.columns("histories", purchases=purchases), as_of)


def histories_in(found: Columns, as_of: int) -> Histories:
    """Give the histories that columns of their names hold."""
    return Histories(
        as_of=as_of,
        frequency=np.asarray(found["frequency"]).astype(np.int32),
        recency=np.asarray(found["recency"]).astype(np.int32),
        T=np.asarray(found["T"]).astype(np.int32),
        sum_log_gap=np.asarray(found["sum_log_gap"]).astype(np.float64),
    )


def spend_of(engine: Engine) -> CustomerSpend:
    """Summarise the money of each customer, in the order of their numbers."""
    found = engine.columns("spend")
    return CustomerSpend(
        orders=np.asarray(found["orders"]).astype(np.int32),
        repeat_mean=without_nulls(found["repeat_mean"]),
        total=without_nulls(found["total"]),
    )


def latest_days_of(engine: Engine) -> Ints:
    """Give the last three days of each customer, in the order of their numbers; shape (3, n)."""
    found = engine.columns("latest_days")
    return np.stack([np.asarray(found[name]).astype(np.int32) for name in ("last", "before", "second")])


def gap_table(engine: Engine, purchases: str, by: Split, as_of: int, *, groups: int) -> GapTable:
    """Count the started gaps of a table of purchases, of customers dealt into so many groups."""
    found = engine.columns("gaps", {"groups": groups}, purchases=purchases, level=_LEVELS[by])
    return GapTable(
        as_of=as_of,
        level=np.asarray(found["level"]).astype(np.int32),
        group=np.asarray(found["group"]).astype(np.int32),
        duration=np.asarray(found["duration"]).astype(np.int32),
        closed=np.asarray(found["closed"]).astype(np.bool_),
        count=np.asarray(found["count"]).astype(np.float64),
        weight=np.asarray(found["weight"]).astype(np.float64),
    )


def largest_products(engine: Engine, most: int) -> tuple[Product, ...]:
    """Name the products with most customers, then by name."""
    found = engine.rows("products", {"most": most})
    return tuple(Product(name=name, customers=customers) for name, customers in found)
