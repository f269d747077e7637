"""The days on which customers bought products, and what was known of the pairs at any cut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.engine.rhythm.product_pairs import ProductPairs

__all__ = ["ProductDays", "pairs_at", "product_days"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDays:
    """Days of m pairs of a customer and a product, by customer, then product.

    Attributes
    ----------
    names
        Names of the products.
    customer, product
        Shape (m,).
    log
        The days, a pair standing where a customer would.
    """

    names: tuple[str, ...]
    customer: Ints
    product: Ints
    log: PurchaseLog

    @property
    def purchases(self) -> PurchaseLog:
        """The purchases of the customers, whatever they bought; numbers of customers must have no gap."""
        rows = np.stack([self.customer[self.log.customer], self.log.day], axis=1)
        customer, day = np.unique(rows, axis=0).T
        starts = np.flatnonzero(np.diff(customer, prepend=-1))
        return PurchaseLog(
            offsets=np.append(starts, len(day)).astype(np.int64),
            day=day.astype(np.int32),
            amount=np.full(len(day), np.nan),
        )


def product_days(
    names: tuple[str, ...],
    customer: NDArray[np.integer],
    product: NDArray[np.integer],
    day: NDArray[np.integer],
) -> ProductDays:
    """Sort days of shape (n,), which may repeat, into pairs."""
    rows = np.unique(np.stack([customer, product, day], axis=1), axis=0)
    starts = np.flatnonzero((np.diff(rows[:, :2], axis=0, prepend=-1) != 0).any(axis=1))
    amount: Floats = np.full(len(rows), np.nan)
    log = PurchaseLog(
        offsets=np.append(starts, len(rows)).astype(np.int64), day=rows[:, 2].astype(np.int32), amount=amount
    )
    return ProductDays(
        names=names,
        customer=rows[starts, 0].astype(np.int32),
        product=rows[starts, 1].astype(np.int32),
        log=log,
    )


def pairs_at(days: ProductDays, as_of: int) -> tuple[ProductPairs, NDArray[np.intp]]:
    """Give the pairs that were there at the end of day `as_of`, and their positions."""
    histories, index = histories_at(days.log, as_of)
    pairs = ProductPairs(
        names=days.names,
        customer=days.customer[index],
        product=days.product[index],
        histories=histories,
    )
    return pairs, index
