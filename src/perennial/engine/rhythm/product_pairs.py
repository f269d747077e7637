"""Histories of pairs: one customer's purchases of one product."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Histories, Ints

__all__ = ["ProductPairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPairs:
    """The m pairs of a customer and a product (or category) that the customer has bought.

    Attributes
    ----------
    names
        Names of all products of the log, sorted.
    customer, product
        Shape (m,): customer numbers, rising, and positions in `names`, rising within a customer.
    histories
        Of the m pairs: days on which the customer bought the product.
    """

    names: tuple[str, ...]
    customer: Ints
    product: Ints
    histories: Histories

    def __len__(self) -> int:
        return len(self.customer)

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_]) -> "ProductPairs":
        """Give some of the pairs, by position or by mask; names stay."""
        return ProductPairs(
            names=self.names,
            customer=self.customer[index],
            product=self.product[index],
            histories=self.histories.take(index),
        )
