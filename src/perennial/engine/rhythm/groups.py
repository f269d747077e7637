"""Rhythm groups: whether the customers of some products buy so differently that they are forecast apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Histories, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.rhythm.main_products import NO_PRODUCT, MainProducts
from perennial.engine.rhythm.pace import median_wait, own_horizon
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.gap_table import GapTable

__all__ = [
    "ENOUGH_CUSTOMERS",
    "ENOUGH_RETURNED",
    "RhythmGroup",
    "find_rhythm_groups",
    "groups_of_customers",
    "place_of_rest",
]

#: A product is looked at alone from so many customers on, of whom so many have returned.
ENOUGH_CUSTOMERS = 100
ENOUGH_RETURNED = 30

_MOSTLY = 0.8  # share of purchases that are of the main product ...
_MOST = 0.8  # ... for this share of the customers who returned
_APART = 2.0  # usual gaps that differ by this factor are different rhythms
_PRODUCTS = 12  # the largest that are looked at
_TOLD = 3  # products named in the name of a group


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmGroup:
    """Customers who mainly buy one of some products; of no product in particular where `products` is empty.

    `name` is what people read: the products with most customers, nothing for the rest of the business.
    """

    name: str
    products: tuple[str, ...]


def find_rhythm_groups(
    main: MainProducts,
    histories: Histories,
    sample: PurchaseLog,
    sampled: NDArray[np.intp],
    *,
    rng: np.random.Generator,
) -> tuple[RhythmGroup, ...]:
    """Decide whether a business falls into rhythm groups.

    It does where, of the customers who returned, four in five buy hardly anything but their main product, and
    the usual gaps of products differ by a factor of two or more, beyond what chance explains: sorted by usual
    gap, two neighbours are held against each other at the horizon that both were followed for, and their 95%
    intervals do not meet. Products that do not differ so share a group; customers of small products, and
    those of none, form the last one.

    Parameters
    ----------
    main, histories
        Of all n customers.
    sample
        Purchases of a sample of them, on which waits are measured.
    sampled
        Numbers of the customers in the sample.
    rng
        Source of the draws behind the intervals.

    Returns
    -------
    tuple of RhythmGroup
        With most customers first, the rest of the business last; empty where it does not fall into groups.
    """
    if not _are_devoted(main, histories):
        return ()
    products = _large_products(main, histories)
    tables = [
        gap_table_of(sample.take(np.flatnonzero(main.product[sampled] == each)), histories.as_of, "month")
        for each in products
    ]
    clusters = _clusters(products, tables, rng)
    if len(clusters) < 2:
        return ()
    customers = np.bincount(main.product[main.product != NO_PRODUCT], minlength=len(main.names))
    ranked = sorted(clusters, key=lambda cluster: -int(customers[cluster].sum()))
    named = [_named([main.names[each] for each in _ranked(cluster, customers)]) for cluster in ranked]
    rest = len(main.product) > sum(int(customers[cluster].sum()) for cluster in clusters)
    return (*named, *([RhythmGroup(name="", products=())] if rest else []))


def groups_of_customers(groups: Sequence[RhythmGroup], main: MainProducts) -> Ints:
    """Give the group of each customer as a position in `groups`; shape (n,).

    Customers of products that are in no group belong to the rest or, where there is none, to the group that
    came first.
    """
    rest = place_of_rest(groups)
    places = {product: place for place, group in enumerate(groups) for product in group.products}
    # The last entry is for those without a product.
    of_product = np.array([*(places.get(name, rest) for name in main.names), rest], dtype=np.int32)
    return of_product[main.product]


def place_of_rest(groups: Sequence[RhythmGroup]) -> int:
    """Give the position of the group of those whose product is in none; the first where there is no such."""
    return next((place for place, group in enumerate(groups) if not group.products), 0)


def _are_devoted(main: MainProducts, histories: Histories) -> bool:
    returned = histories.frequency > 0
    if not returned.any():
        return False
    share = main.share(histories.frequency + np.int32(1))[returned]
    return bool((share >= _MOSTLY).mean() >= _MOST)


def _large_products(main: MainProducts, histories: Histories) -> list[int]:
    there = main.product != NO_PRODUCT
    customers = np.bincount(main.product[there], minlength=len(main.names))
    returned = np.bincount(main.product[there & (histories.frequency > 0)], minlength=len(main.names))
    large = np.flatnonzero((customers >= ENOUGH_CUSTOMERS) & (returned >= ENOUGH_RETURNED))
    return [int(each) for each in large[np.argsort(-customers[large], kind="stable")][:_PRODUCTS]]


def _clusters(
    products: Sequence[int], tables: Sequence[GapTable], rng: np.random.Generator
) -> list[list[int]]:
    """Sort products by usual gap and part them where two neighbours differ."""
    horizons = [own_horizon(table) for table in tables]
    gaps = [median_wait(table, days, rng).value for table, days in zip(tables, horizons, strict=True)]
    order = [at for _, at in sorted((gap, at) for at, gap in enumerate(gaps) if gap is not None)]
    clusters = [[products[at]] for at in order[:1]]
    for fast, slow in pairwise(order):
        if _differ(tables[fast], tables[slow], min(horizons[fast], horizons[slow]), rng):
            clusters.append([])
        clusters[-1].append(products[slow])
    return clusters


def _differ(fast: GapTable, slow: GapTable, horizon: int, rng: np.random.Generator) -> bool:
    one, other = (median_wait(table, horizon, rng) for table in (fast, slow))
    if one.value is None or one.high is None or other.value is None or other.low is None:
        return False
    return other.value >= _APART * one.value and other.low > one.high


def _ranked(cluster: Sequence[int], customers: NDArray[np.intp]) -> list[int]:
    return sorted(cluster, key=lambda product: (-int(customers[product]), product))


def _named(products: Sequence[str]) -> RhythmGroup:
    more = ", …" if len(products) > _TOLD else ""
    return RhythmGroup(name=", ".join(products[:_TOLD]) + more, products=tuple(products))
