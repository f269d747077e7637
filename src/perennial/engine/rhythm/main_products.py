"""The product that each customer mainly buys."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats, Ints

__all__ = ["NO_PRODUCT", "MainProducts"]

#: Stands in `MainProducts.product` for a customer none of whose purchases names a product.
NO_PRODUCT = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class MainProducts:
    """The main product (or category) of n customers.

    Attributes
    ----------
    names
        Names of all products of the log, sorted.
    product
        Shape (n,): positions in `names` of the product that is in most of a customer's purchases, of equal
        ones the one bought first; `NO_PRODUCT` where there is none.
    days
        Shape (n,): purchases that hold the main product.
    all_days
        Shape (n,): the same summed over all products, so that a purchase of two counts twice.
    """

    names: tuple[str, ...]
    product: Ints
    days: Ints
    all_days: Ints

    def share(self, purchases: Ints) -> Floats:
        """Say how much of what each customer buys is their main product; shape (n,), between 0 and 1.

        Parameters
        ----------
        purchases
            Shape (n,): purchases of each customer, those without a product included.
        """
        return np.asarray(self.days / np.maximum(self.all_days, purchases))
