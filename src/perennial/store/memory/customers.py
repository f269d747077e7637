"""Counted orders put together into purchases, one a customer and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.purchases import PurchaseLog
from perennial.engine.traits import TRAITS
from perennial.ingest.cleaning import CleaningRules
from perennial.store.memory.order_rows import day_of_moment
from perennial.store.memory.orders import Order

__all__ = ["Customer", "Purchase", "customers_of", "purchase_log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """The counted orders of a customer on one day; `traits` are what the earliest row says of each."""

    day: int
    orders: int
    amount: float
    products: frozenset[str]
    categories: frozenset[str]
    traits: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer with purchases in the order of time; `adjustment` is money that belongs to no purchase."""

    id: str
    purchases: tuple[Purchase, ...]
    adjustment: float


def customers_of(
    orders: Iterable[Order], adjustments: dict[str, float], rules: CleaningRules, *, has_amounts: bool
) -> list[Customer]:
    """Give the customers of counted orders, by first day, then id."""
    days: dict[str, dict[int, list[Order]]] = defaultdict(lambda: defaultdict(list))
    for order in orders:
        days[order.customer_id][day_of_moment(order.moment, rules)].append(order)
    customers = [
        Customer(
            id=name,
            purchases=tuple(_purchase(day, of[day], has_amounts=has_amounts) for day in sorted(of)),
            adjustment=adjustments.get(name, 0.0),
        )
        for name, of in days.items()
    ]
    return sorted(customers, key=lambda each: (each.purchases[0].day, each.id.encode()))


def purchase_log(customers: Sequence[Customer]) -> PurchaseLog:
    """Give the purchases of customers as flat arrays."""
    purchases = [purchase for customer in customers for purchase in customer.purchases]
    sizes = [len(customer.purchases) for customer in customers]
    return PurchaseLog(
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        day=np.array([purchase.day for purchase in purchases], dtype=np.int32),
        amount=np.array([purchase.amount for purchase in purchases], dtype=np.float64),
    )


def _purchase(day: int, orders: list[Order], *, has_amounts: bool) -> Purchase:
    sales = [line.row for order in orders for line in order.lines if line.kind == "sale"]
    net = sum(order.sold - order.given_back for order in orders)
    return Purchase(
        day=day,
        orders=len(orders),
        amount=net if has_amounts else float("nan"),
        products=frozenset(row.product for row in sales if row.product is not None),
        categories=frozenset(row.category for row in sales if row.category is not None),
        traits={
            name: min(said)[1].decode()
            for name in TRAITS
            if (said := [(row.ordered_at, level.encode()) for row in sales if (level := getattr(row, name))])
        },
    )
