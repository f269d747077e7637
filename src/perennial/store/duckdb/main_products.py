"""The product that each customer mainly buys, from the table of days on which products were bought."""

import numpy as np

from perennial.engine.rhythm.main_products import NO_PRODUCT, MainProducts
from perennial.store.engine import Engine

__all__ = ["main_products_of"]


def main_products_of(engine: Engine, customers: int) -> MainProducts | None:
    """Find the main product of each of n customers, in the order of their numbers; None without products."""
    engine.make("product_names")
    named = engine.rows("names_of_products")
    if not named:
        return None
    found = engine.columns("main_products")
    columns = {name: np.full(customers, empty, np.int32) for name, empty in _EMPTY.items()}
    for name, column in columns.items():
        column[found["customer"]] = found[name]
    return MainProducts(names=tuple(name for (name,) in named), **columns)


_EMPTY = {"product": NO_PRODUCT, "days": 0, "all_days": 0}
