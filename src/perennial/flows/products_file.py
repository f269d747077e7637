"""`products.csv`: what customers are due to buy again in the next two weeks, one pair a row."""

import csv
from pathlib import Path

import numpy as np

from perennial.core.days import iso_of
from perennial.flows.plan_file import harmless
from perennial.flows.products_due import PairRows
from perennial.store.log import OrderLog

__all__ = ["write_products"]

_HEADER = (
    "customer_id",
    "product",
    "orders",
    "last_order",
    "usual_gap_days",
    "due_early",
    "due_likely",
    "due_late",
    "p_order_14",
)


def write_products(path: Path, log: OrderLog, names: tuple[str, ...], rows: PairRows) -> None:
    """Write the pairs, by customer; `orders` counts days on which the customer bought the product."""
    ids = log.customer_ids(rows.customer.astype(np.intp))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for at, customer in enumerate(ids):
            writer.writerow(
                (
                    harmless(customer),
                    harmless(names[rows.product[at]]),
                    int(rows.purchases[at]),
                    iso_of(int(rows.last_order[at])),
                    f"{rows.usual_gap_days[at]:.6g}",
                    iso_of(int(rows.due_early[at])),
                    iso_of(int(rows.due_likely[at])),
                    iso_of(int(rows.due_late[at])),
                    f"{rows.p_order_14[at]:.6g}",
                )
            )
