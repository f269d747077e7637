"""Logs in which orders name a product or category, as days of customers with products."""

from pathlib import Path

import pandas as pd  # type: ignore[import-untyped]

from perennial.engine.rhythm.product_days import ProductDays, product_days

__all__ = ["load_product_logs"]

#: Names in tables: the file in the folder, and the column that names what was bought.
_LOGS = {
    "UK gifts, by product": ("online_retail_lines.csv.gz", "product"),
    "completejourney, by department": ("completejourney_orders.csv.gz", "category"),
}


def load_product_logs(folder: Path) -> dict[str, ProductDays]:
    """Give the logs that are in a folder, by name."""
    there = {name: (folder / file, column) for name, (file, column) in _LOGS.items()}
    return {name: _days(path, column) for name, (path, column) in there.items() if path.exists()}


def _days(path: Path, column: str) -> ProductDays:
    frame = pd.read_csv(path, dtype={"customer_id": str, column: str}, low_memory=False)
    frame = frame[(frame["amount"] > 0) & frame[column].notna()]
    day = (pd.to_datetime(frame["order_date"]).dt.normalize() - pd.Timestamp("1970-01-01")).dt.days
    customer, _ = pd.factorize(frame["customer_id"], sort=True)
    product, names = pd.factorize(frame[column], sort=True)
    return product_days(tuple(names), customer, product, day.to_numpy())
