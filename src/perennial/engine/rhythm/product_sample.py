"""Samples of pairs: enough of every product, and enough products with all of those."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.rhythm.product_pairs import ProductPairs

__all__ = ["ENOUGH", "enough_of_each", "some_products"]

#: Pairs of one product that say all there is to know of it.
ENOUGH = 5_000


def enough_of_each(pairs: ProductPairs, *, most: int = ENOUGH) -> tuple[NDArray[np.intp], Floats]:
    """Take all pairs of a product up to `most`, of larger products even steps.

    Customers' numbers rise with their first purchase, so even steps meet early and late customers alike.

    Returns
    -------
    array of shape (taken,)
        Positions, rising.
    array of shape (P,)
        How many pairs of a product each of them stands for.
    """
    sizes = np.bincount(pairs.product, minlength=len(pairs.names))
    step = np.maximum(-(-sizes // most), 1)
    order = np.argsort(pairs.product, kind="stable")
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    taken = np.sort(order[place % np.repeat(step, sizes) == 0])
    kept = np.bincount(pairs.product[taken], minlength=len(sizes))
    return taken, sizes / np.maximum(kept, 1)


def some_products(
    pairs: ProductPairs, *, most: int
) -> tuple[NDArray[np.intp], ProductPairs, NDArray[np.intp]]:
    """Take whole products in even steps, so that at most about `most` pairs are left.

    Fewer pairs of every product would not do: what is found for each would then fit too well, and customers
    would look more alike than they are.

    Returns
    -------
    array of shape (taken,)
        Positions of the pairs, rising.
    ProductPairs
        They, with their products numbered anew.
    array of shape (products taken,)
        Their numbers before.
    """
    step = max(1, -(-len(pairs) // most))
    taken = np.flatnonzero(pairs.product % step == 0)
    left = pairs.take(taken)
    names, product = pairs.names[::step], (left.product // step).astype(np.int32)
    return taken, replace(left, names=names, product=product), np.arange(0, len(pairs.names), step)
