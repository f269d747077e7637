"""The order log as an engine holds it: the tables `customers` and `purchases`, and what is asked of them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from perennial.engine.histories import Histories, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.rhythm.main_products import MainProducts
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.traits import Traits
from perennial.engine.waits.gap_table import GROUPS, GapTable
from perennial.store.duckdb.duck_engine import DuckEngine
from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_sources import events_of_purchases
from perennial.store.duckdb.main_products import main_products_of
from perennial.store.duckdb.product_pairs import product_pairs_of
from perennial.store.duckdb.purchase_arrays import all_purchases, orders_of, purchases_of, sample_customers
from perennial.store.duckdb.summaries import gap_table, histories_of, largest_products
from perennial.store.duckdb.summarising import Summaries
from perennial.store.duckdb.traits import traits_of
from perennial.store.duckdb.writing import copy_customers, copy_rejects
from perennial.store.engine import Engine
from perennial.store.log import CustomerSpend, LogFacts, Product, Split

__all__ = ["DuckLog"]


class DuckLog:
    """An `perennial.store.log.OrderLog` over an engine that speaks DuckDB's SQL; made by `open_log`.

    It owns the engine, and the DuckDB connection by which files are written, which may be the engine's own.
    """

    def __init__(
        self,
        engine: Engine,
        connection: DuckDBPyConnection,
        facts: LogFacts,
        summaries: Summaries,
        *,
        product_days: str,
        first_rows: str,
        traits: tuple[str, ...],
    ) -> None:
        self._engine = engine
        self._connection = connection
        self._facts = facts
        self._summaries = summaries
        self._product_days = product_days
        self._has_product_days = False
        self._first_rows = first_rows
        self._trait_columns = traits
        self._has_customers = isinstance(engine, DuckEngine)
        self._product: str | None = None
        self._spend: CustomerSpend | None = None
        self._samples: dict[int, NDArray[np.intp]] = {}

    @property
    def facts(self) -> LogFacts:
        """Counts of what was read and left out."""
        return self._facts

    def histories(self, *, product: str | None = None) -> Histories:
        """Summarise every customer (of one product or category: every customer of it)."""
        if product is not None:
            return histories_of(self._engine, self._purchases_of_product(product), self._facts.as_of)
        return self._summaries.histories

    def spend(self) -> CustomerSpend:
        """Summarise the money of every customer."""
        if self._spend is None:
            self._spend = self._summaries.spend()
        return self._spend

    def purchases(self, *, customers: NDArray[np.intp] | None = None, most: int | None = None) -> PurchaseLog:
        """Give the purchases of the customers named, or of a stable sample of at most `most`, or of all."""
        if customers is not None:
            return purchases_of(self._engine, customers)
        if most is not None and most < self._facts.customers:
            return purchases_of(self._engine, self.sampled(most))
        return all_purchases(self._engine)

    def latest_days(self) -> Ints:
        """Give the last three days of each customer, the first one again where there are fewer."""
        return self._summaries.latest_days()

    def orders_by_day(self, customers: NDArray[np.intp]) -> Ints:
        """Count the orders of each day that `purchases` gives of the customers named, in the same order."""
        return orders_of(self._engine, customers)

    def sampled(self, most: int) -> NDArray[np.intp]:
        """Give the numbers of the customers that a stable sample of at most `most` holds, rising."""
        if most >= self._facts.customers:
            return np.arange(self._facts.customers, dtype=np.intp)
        if most not in self._samples:
            self._samples[most] = sample_customers(self._engine, most)
        return self._samples[most]

    def gaps(self, by: Split = "none", *, product: str | None = None, groups: int = GROUPS) -> GapTable:
        """Count the started gaps, split as asked, of customers dealt into groups (1: without draws)."""
        if product is None:
            return self._summaries.gaps(by, groups=groups)
        return gap_table(
            self._engine, self._purchases_of_product(product), by, self._facts.as_of, groups=groups
        )

    def products(self, *, most: int = 12) -> tuple[Product, ...]:
        """Name the products (or categories) with most customers; empty where the log has none."""
        self._find_product_days()
        return largest_products(self._engine, most)

    def main_products(self) -> MainProducts | None:
        """Find the product (or category) that each customer mainly buys; None where the log names none."""
        self._find_product_days()
        return main_products_of(self._engine, self._facts.customers)

    def product_pairs(self) -> ProductPairs | None:
        """Summarise each customer with each product (or category) bought; None where the log names none."""
        self._find_product_days()
        return product_pairs_of(self._engine, self._facts.as_of)

    def traits(self) -> Traits | None:
        """Say of each customer what the first purchase tells; None where the log tells nothing."""
        return traits_of(
            self._engine,
            self._facts.customers,
            first_rows=self._first_rows,
            columns=self._trait_columns,
        )

    def customer_ids(self, customers: NDArray[np.intp]) -> list[str]:
        """Give the ids of customers by their numbers."""
        place = np.arange(len(customers), dtype=np.int64)
        wanted = {"place": place, "number": np.asarray(customers, dtype=np.int64)}
        with self._engine.given("wanted", wanted):
            return [customer_id for (customer_id,) in self._engine.rows("customer_ids")]

    def write_customers(
        self, path: Path, columns: Mapping[str, NDArray[np.generic]], days: frozenset[str]
    ) -> None:
        """Write one row a customer as CSV or Parquet (by suffix): the id, then the columns in order.

        `days` names the columns that hold day numbers (`NO_DAY` is written as nothing, as nan is).
        """
        self.write_customers_by_piece(path, [columns], days)

    def write_customers_by_piece(
        self, path: Path, pieces: Iterable[Mapping[str, NDArray[np.generic]]], days: frozenset[str]
    ) -> None:
        """Write the same from pieces of customers that follow each other."""
        self._bring_customers()
        copy_customers(self._connection, path, pieces, days)

    def write_rejects(self, path: Path, reasons: Mapping[str, str]) -> None:
        """Write the rows that could not be used; `reasons` gives the sentence of each reason code."""
        copy_rejects(self._connection, path, reasons)

    def events(self, *, product: str | None = None) -> DuckEvents:
        """Open the purchases (of one product) as events of the ladder, which live as long as this log.

        Only the embedded engine counts events.
        """
        purchases = "purchases" if product is None else self._purchases_of_product(product)
        return events_of_purchases(self._connection, purchases, product=product, as_of=self._facts.as_of)

    def close(self) -> None:
        """Let go of the engine and of temporary files."""
        self._engine.close()
        self._connection.close()

    def _purchases_of_product(self, product: str) -> str:
        """Make the table of purchases that hold a product, unless it is there; give its name."""
        self._find_product_days()
        if self._product != product:
            self._engine.make("product_purchases", {"product": product})
            self._product = product
        return "product_purchases"

    def _bring_customers(self) -> None:
        """Copy the ids from another engine to where files are written, once."""
        if not self._has_customers:
            DuckEngine(self._connection).load("customers", self._engine.columns("all_customers"))
            self._has_customers = True

    def _find_product_days(self) -> None:
        if not self._has_product_days:
            self._engine.make(self._product_days)
            self._has_product_days = True
