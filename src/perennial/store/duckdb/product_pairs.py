"""Histories of customers with each of their products, from the days on which products were bought."""

import numpy as np

from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.store.duckdb.summaries import histories_in
from perennial.store.engine import Engine

__all__ = ["product_pairs_of"]


def product_pairs_of(engine: Engine, as_of: int) -> ProductPairs | None:
    """Summarise each pair of a customer and a product; None without products."""
    engine.make("product_names")
    named = engine.rows("names_of_products")
    if not named:
        return None
    found = engine.columns("product_pairs")
    return ProductPairs(
        names=tuple(name for (name,) in named),
        customer=np.asarray(found["customer"]).astype(np.int32),
        product=np.asarray(found["product"]).astype(np.int32),
        histories=histories_in(found, as_of),
    )
