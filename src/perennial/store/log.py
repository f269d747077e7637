"""The order log as the rest of the house sees it: counts, arrays and files, whatever engine holds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.rhythm.main_products import MainProducts
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.traits import Traits
from perennial.engine.waits.gap_table import GROUPS, GapTable

__all__ = ["CustomerSpend", "LogFacts", "OrderLog", "Product", "Split"]

Split = Literal["none", "rung", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacts:
    """What was read, what was counted and what was left out, and why.

    `left_out` counts orders by reason (``cancelled``, ``test``, ``draft``, ``zero_amount``, ``refunded``,
    ``bucket``, ``duplicate``, ``instalment``, ``after_as_of``); `first`, `last` and `as_of` are day numbers.
    """

    rows: int
    rejected: int
    refunds: int
    left_out: Mapping[str, int]
    counted: int
    purchases: int
    customers: int
    first: int
    last: int
    as_of: int
    currency: str | None
    has_amounts: bool
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSpend:
    """Orders and money of each customer; arrays of shape (n,) in the order of `OrderLog.histories`.

    `repeat_mean` is the mean net spend of repeat purchases (nan where there is none or no amounts);
    `total` is net of refunds.
    """

    orders: Ints
    repeat_mean: Floats
    total: Floats

    def take(self, rows: NDArray[np.intp] | slice) -> "CustomerSpend":
        """Give the money of some of the customers."""
        return CustomerSpend(
            orders=self.orders[rows], repeat_mean=self.repeat_mean[rows], total=self.total[rows]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product or category with its number of customers."""

    name: str
    customers: int


class OrderLog(Protocol):
    """Orders up to the end of observation; customers are numbered 0 to n - 1 in a stable order."""

    @property
    def facts(self) -> LogFacts:
        """Counts of what was read and left out."""
        ...

    def histories(self, *, product: str | None = None) -> Histories:
        """Summarise every customer (of one product or category: every customer of it)."""
        ...

    def spend(self) -> CustomerSpend:
        """Summarise the money of every customer."""
        ...

    def purchases(self, *, customers: NDArray[np.intp] | None = None, most: int | None = None) -> PurchaseLog:
        """Give the purchases of the customers named, or of a stable sample of at most `most`, or of all."""
        ...

    def latest_days(self) -> Ints:
        """Give the last three days of each customer, the latest first; shape (3, n).

        Where a customer has fewer, the first day stands again.
        """
        ...

    def orders_by_day(self, customers: NDArray[np.intp]) -> Ints:
        """Count the orders of each day that `purchases` gives of the customers named, in the same order."""
        ...

    def sampled(self, most: int) -> NDArray[np.intp]:
        """Give the numbers of the customers that a stable sample of at most `most` holds, rising."""
        ...

    def gaps(self, by: Split = "none", *, product: str | None = None, groups: int = GROUPS) -> GapTable:
        """Count the started gaps, split as asked, of customers dealt into groups (1: without draws)."""
        ...

    def products(self, *, most: int = 12) -> tuple[Product, ...]:
        """Name the products (or categories) with most customers; empty where the log has none."""
        ...

    def main_products(self) -> MainProducts | None:
        """Find the product (or category) that each customer mainly buys; None where the log names none."""
        ...

    def product_pairs(self) -> ProductPairs | None:
        """Summarise each customer with each product (or category) bought; None where the log names none."""
        ...

    def traits(self) -> Traits | None:
        """Say of each customer what the first purchase tells; None where the log tells nothing."""
        ...

    def customer_ids(self, customers: NDArray[np.intp]) -> list[str]:
        """Give the ids of customers by their numbers."""
        ...

    def write_customers(
        self, path: Path, columns: Mapping[str, NDArray[np.generic]], days: frozenset[str]
    ) -> None:
        """Write one row a customer as CSV or Parquet (by suffix): the id, then the columns in order.

        `days` names the columns that hold day numbers (`NO_DAY` is written as nothing, as nan is).
        """
        ...

    def write_customers_by_piece(
        self, path: Path, pieces: Iterable[Mapping[str, NDArray[np.generic]]], days: frozenset[str]
    ) -> None:
        """Write the same from pieces of customers that follow each other, never all at once."""
        ...

    def write_rejects(self, path: Path, reasons: Mapping[str, str]) -> None:
        """Write the rows that could not be used; `reasons` gives the sentence of each reason code."""
        ...

    def close(self) -> None:
        """Let go of the engine and of temporary files."""
        ...
