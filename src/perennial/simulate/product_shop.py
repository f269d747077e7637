"""A shop whose products are bought at known paces, faster by some customers than by others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.rhythm.product_days import ProductDays, product_days

__all__ = ["ProductShop", "product_shop"]

_FIRST_DAY = 19_359  # 2023-01-02


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductShop:
    """What was bought, and the truth behind it.

    Attributes
    ----------
    days
        Days of each customer with each product that the customer has ever bought.
    wait
        Shape (pairs,): mean days between purchases of each pair while the customer buys the product.
    last_day
        Day number of the end.
    """

    days: ProductDays
    wait: Floats
    last_day: int


def product_shop(
    customers: int,
    *,
    paces: Sequence[float],
    rng: np.random.Generator,
    share: float | Sequence[float] = 0.5,
    regularity: int = 3,
    leaving: float = 0.15,
    alike: float = 6.0,
    own: float = 6.0,
    span: int = 730,
) -> ProductShop:
    """Simulate customers who each buy some products.

    Parameters
    ----------
    customers
        Number of customers; they come anywhere in the first three quarters of the span.
    paces
        Mean days between purchases of each product.
    share
        Of customers who ever buy a product: of all products, or of each.
    regularity
        The Erlang k of the waits.
    leaving
        Chance of giving a product up after each purchase.
    alike, own
        Gamma shapes of how customers differ in pace in everything, and in single products on top.
    span
        Days observed.
    """
    takes = rng.random((customers, len(paces))) < np.asarray(share)
    takes[np.arange(customers), rng.integers(len(paces), size=customers)] = True
    customer, product = np.nonzero(takes)
    general = rng.standard_gamma(alike, customers) / alike
    special = rng.standard_gamma(own, len(customer)) / own
    wait = np.asarray(paces, dtype=np.float64)[product] / (general[customer] * special)
    start = (0.75 * span * rng.random(customers))[customer] + rng.random(len(customer)) * wait
    rounds = list(_rounds(start, wait, k=regularity, leaving=leaving, span=span, rng=rng))
    pair = np.concatenate([who for who, _ in rounds])
    day = _FIRST_DAY + np.floor(np.concatenate([moment for _, moment in rounds])).astype(np.int32)
    names = tuple(f"product {at:04d}" for at in range(len(paces)))
    seen = np.unique(customer[pair])
    days = product_days(names, np.searchsorted(seen, customer[pair]), product[pair], day)
    return ProductShop(days=days, wait=wait[np.unique(pair)], last_day=_FIRST_DAY + span - 1)


def _rounds(
    start: Floats, wait: Floats, *, k: int, leaving: float, span: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.intp], Floats]]:
    # All first purchases, all second ones, and so on: pairs and moments.
    who = np.flatnonzero(start < span)
    moment = start[who]
    while len(who):
        yield who, moment
        moment = moment + wait[who] * rng.standard_gamma(k, len(who)) / k
        going = (rng.random(len(who)) >= leaving) & (moment < span)
        who, moment = who[going], moment[going]
