"""The canonical columns of an order log, and the few extra ones that only reading uses."""

from typing import Final

__all__ = ["CANONICAL", "DAYS", "EXTRA", "ORDER_ROW_COLUMNS", "REQUIRED", "TEXT_COLUMNS"]

REQUIRED: Final = ("customer_id", "ordered_at")

#: Canonical columns that are handed on as text, absent ones as NULL.
TEXT_COLUMNS: Final = (
    "order_id",
    "currency",
    "status",
    "product",
    "category",
    "channel",
    "source",
    "region",
    "seller",
    "refund_of",
    "contract_id",
    "initiated_by",
)

#: Days on which something became of an order: a part of it was paid, all of it, the goods were delivered.
DAYS: Final = ("paid_on", "fully_paid_on", "delivered_on")

CANONICAL: Final = (*REQUIRED, "amount", *TEXT_COLUMNS, *DAYS)

#: Found in some exports and used up while reading; only `refunded_amount` reaches the order rows.
EXTRA: Final = ("refunded_amount", "cancelled_at", "unit_price", "quantity")

#: The columns of the table or view `order_rows`, in order.
ORDER_ROW_COLUMNS: Final = ("row", *REQUIRED, "amount", *TEXT_COLUMNS, "refunded_amount", *DAYS)
