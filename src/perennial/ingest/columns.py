"""The canonical columns of an order log, and the few extra ones that only reading uses."""

from typing import Final

__all__ = ["CANONICAL", "EXTRA", "ORDER_ROW_COLUMNS", "REQUIRED", "TEXT_COLUMNS"]

REQUIRED: Final = ("customer_id", "ordered_at")

CANONICAL: Final = (
    *REQUIRED,
    "amount",
    "order_id",
    "currency",
    "status",
    "product",
    "category",
    "channel",
    "seller",
    "refund_of",
    "contract_id",
    "initiated_by",
)

#: Found in some exports and used up while reading; only `refunded_amount` reaches the order rows.
EXTRA: Final = ("refunded_amount", "cancelled_at", "unit_price", "quantity")

#: Canonical columns that are handed on as text, absent ones as NULL.
TEXT_COLUMNS: Final = CANONICAL[3:]

#: The columns of the table or view `order_rows`, in order.
ORDER_ROW_COLUMNS: Final = ("row", *CANONICAL, "refunded_amount")
