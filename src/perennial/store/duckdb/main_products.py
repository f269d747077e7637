"""The product that each customer mainly buys, from the table of days on which products were bought."""

import numpy as np
from duckdb import DuckDBPyConnection

from perennial.engine.rhythm.main_products import NO_PRODUCT, MainProducts
from perennial.store.duckdb.texts import sql_text

__all__ = ["main_products_of"]


def main_products_of(connection: DuckDBPyConnection, customers: int) -> MainProducts | None:
    """Find the main product of each of n customers, in the order of their numbers; None without products."""
    connection.execute(sql_text("product_names"))
    named = connection.execute("SELECT product FROM product_names ORDER BY number").fetchall()
    if not named:
        return None
    found = connection.execute(sql_text("main_products")).fetchnumpy()
    columns = {name: np.full(customers, empty, np.int32) for name, empty in _EMPTY.items()}
    for name, column in columns.items():
        column[found["customer"]] = found[name]
    return MainProducts(names=tuple(name for (name,) in named), **columns)


_EMPTY = {"product": NO_PRODUCT, "days": 0, "all_days": 0}
