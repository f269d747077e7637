"""The reference order log: every question answered by a loop over customers."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import md5
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import iso_of, month_of
from perennial.engine.histories import Histories, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.rhythm.main_products import NO_PRODUCT, MainProducts
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.traits import Traits
from perennial.engine.waits.gap_table import GROUPS, GapTable
from perennial.store.log import CustomerSpend, LogFacts, Product, Split
from perennial.store.memory.customers import Customer, Purchase, purchase_log
from perennial.store.memory.product_pairs import product_pairs_of
from perennial.store.memory.traits import traits_of

__all__ = ["MemoryLog"]


class MemoryLog:
    """A `perennial.store.log.OrderLog` over a list of customers; made by `open_log`."""

    def __init__(self, customers: Sequence[Customer], facts: LogFacts, *, by_category: bool) -> None:
        self._customers = customers
        self._facts = facts
        self._by_category = by_category

    @property
    def facts(self) -> LogFacts:
        """Counts of what was read and left out."""
        return self._facts

    def histories(self, *, product: str | None = None) -> Histories:
        """Summarise every customer (of one product or category: every customer of it)."""
        all_days = [days for _, days in self._days(product)]
        as_of = self._facts.as_of
        return Histories(
            as_of=as_of,
            frequency=np.array([len(days) - 1 for days in all_days], dtype=np.int32),
            recency=np.array([days[-1] - days[0] for days in all_days], dtype=np.int32),
            T=np.array([as_of - days[0] for days in all_days], dtype=np.int32),
            sum_log_gap=np.array(
                [sum(log(b - a) for a, b in pairwise(days)) for days in all_days],
                dtype=np.float64,
            ),
        )

    def spend(self) -> CustomerSpend:
        """Summarise the money of every customer."""
        nan = float("nan")
        repeats = [[each.amount for each in customer.purchases[1:]] for customer in self._customers]
        return CustomerSpend(
            orders=np.array(
                [sum(each.orders for each in customer.purchases) for customer in self._customers],
                dtype=np.int32,
            ),
            repeat_mean=np.array([sum(money) / len(money) if money else nan for money in repeats]),
            total=np.array(
                [
                    sum(each.amount for each in customer.purchases) + customer.adjustment
                    for customer in self._customers
                ]
            ),
        )

    def purchases(self, *, customers: NDArray[np.intp] | None = None, most: int | None = None) -> PurchaseLog:
        """Give the purchases of the customers named, or of a stable sample of at most `most`, or of all."""
        if customers is None:
            customers = self.sampled(len(self._customers) if most is None else most)
        return purchase_log([self._customers[number] for number in customers])

    def latest_days(self) -> Ints:
        """Give the last three days of each customer, the first one again where there are fewer."""
        days = [[each.day for each in customer.purchases] for customer in self._customers]
        return np.array([[each[max(-back, -len(each))] for each in days] for back in (1, 2, 3)], np.int32)

    def orders_by_day(self, customers: NDArray[np.intp]) -> Ints:
        """Count the orders of each day that `purchases` gives of the customers named, in the same order."""
        named = [self._customers[number] for number in customers]
        return np.array([each.orders for customer in named for each in customer.purchases], dtype=np.int32)

    def sampled(self, most: int) -> NDArray[np.intp]:
        """Give the numbers of the customers that a stable sample of at most `most` holds, rising."""
        by_digest = sorted(
            range(len(self._customers)),
            key=lambda number: md5(self._customers[number].id.encode(), usedforsecurity=False).hexdigest(),
        )
        return np.array(sorted(by_digest[:most]), dtype=np.intp)

    def gaps(self, by: Split = "none", *, product: str | None = None, groups: int = GROUPS) -> GapTable:
        """Count the started gaps, split as asked, of customers dealt into groups (1: without draws)."""
        as_of = self._facts.as_of
        counts: Counter[tuple[int, int, int, bool]] = Counter()
        weights: defaultdict[tuple[int, int, int, bool], float] = defaultdict(float)
        for number, days in self._days(product):
            for rung, (day, following) in enumerate(zip(days, [*days[1:], None], strict=True), start=1):
                level = {"none": 0, "rung": min(rung, 10), "month": month_of(day)}[by]
                duration = (as_of if following is None else following) - day
                key = (level, number % groups, duration, following is not None)
                counts[key] += 1
                weights[key] += 1 / len(days)
        keys = sorted(counts)
        return GapTable(
            as_of=as_of,
            level=np.array([key[0] for key in keys], dtype=np.int32),
            group=np.array([key[1] for key in keys], dtype=np.int32),
            duration=np.array([key[2] for key in keys], dtype=np.int32),
            closed=np.array([key[3] for key in keys], dtype=np.bool_),
            count=np.array([counts[key] for key in keys], dtype=np.float64),
            weight=np.array([weights[key] for key in keys], dtype=np.float64),
        )

    def products(self, *, most: int = 12) -> tuple[Product, ...]:
        """Name the products (or categories) with most customers; empty where the log has none."""
        customers: Counter[str] = Counter()
        for customer in self._customers:
            customers.update(set[str]().union(*map(self._names, customer.purchases)))
        ranked = sorted(customers.items(), key=lambda item: (-item[1], item[0].encode()))
        return tuple(Product(name=name, customers=count) for name, count in ranked[:most])

    def main_products(self) -> MainProducts | None:
        """Find the product (or category) that each customer mainly buys; None where the log names none."""
        bought = [[self._names(each) for each in customer.purchases] for customer in self._customers]
        names = sorted(set[str]().union(*(held for each in bought for held in each)), key=str.encode)
        if not names:
            return None
        counts = [Counter(name for held in each for name in sorted(held, key=str.encode)) for each in bought]
        # `max` gives the first of equals: a counter keeps the order in which they were bought.
        main = [max(count, key=count.__getitem__) if count else None for count in counts]
        return MainProducts(
            names=tuple(names),
            product=np.array([NO_PRODUCT if name is None else names.index(name) for name in main], np.int32),
            days=np.array([max(count.values(), default=0) for count in counts], np.int32),
            all_days=np.array([count.total() for count in counts], np.int32),
        )

    def product_pairs(self) -> ProductPairs | None:
        """Summarise each customer with each product (or category) bought; None where the log names none."""
        bought = [
            [(each.day, self._names(each)) for each in customer.purchases] for customer in self._customers
        ]
        return product_pairs_of(bought, self._facts.as_of)

    def traits(self) -> Traits | None:
        """Say of each customer what the first purchase tells; None where the log tells nothing."""
        return traits_of(self._customers, by_category=self._by_category)

    def customer_ids(self, customers: NDArray[np.intp]) -> list[str]:
        """Give the ids of customers by their numbers."""
        return [self._customers[number].id for number in customers]

    def write_customers(
        self, path: Path, columns: Mapping[str, NDArray[np.generic]], days: frozenset[str]
    ) -> None:
        """Write one row a customer as CSV: the id, then the columns in order, as plainly as can be.

        Raises
        ------
        ValueError
            Another kind of file is asked for; the reference writes none.
        """
        self.write_customers_by_piece(path, [columns], days)

    def write_customers_by_piece(
        self, path: Path, pieces: Iterable[Mapping[str, NDArray[np.generic]]], days: frozenset[str]
    ) -> None:
        """Write the same from pieces of customers that follow each other; errors as above."""
        if path.suffix.lower() != ".csv":
            raise ValueError(f"the reference writes CSV only, not {path.suffix}")
        each = list(pieces)
        columns = {name: np.concatenate([piece[name] for piece in each]) for name in each[0]}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["customer_id", *columns])
            for number, customer in enumerate(self._customers):
                cells = [
                    iso_of(values[number]) if name in days else values[number]
                    for name, values in columns.items()
                ]
                writer.writerow([customer.id, *cells])

    def write_rejects(self, path: Path, reasons: Mapping[str, str]) -> None:
        """Write the header of the file of rejected rows: typed rows have none."""
        del reasons
        path.write_text("row,column,value,reason\n", encoding="utf-8")

    def close(self) -> None:
        """Do nothing: there is no engine."""

    def _days(self, product: str | None) -> list[tuple[int, list[int]]]:
        """Give the days of purchase of each customer (who bought the product), with the customer's number."""
        found = []
        for number, customer in enumerate(self._customers):
            days = [
                each.day for each in customer.purchases if product is None or product in self._names(each)
            ]
            if days:
                found.append((number, days))
        return found

    def _names(self, purchase: Purchase) -> frozenset[str]:
        return purchase.categories if self._by_category else purchase.products
