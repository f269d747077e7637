"""One typed row of a source, as reading gives it."""

from dataclasses import dataclass
from datetime import datetime

from perennial.core.days import day_of
from perennial.ingest.cleaning import CleaningRules

__all__ = ["OrderKey", "OrderRow", "day_of_moment", "order_key"]

#: What makes rows one order of a customer: the contract, else the order number, else the row itself.
OrderKey = tuple[str, str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One typed row; `ordered_at` is local business time, `amount` is None where the log has no amounts."""

    row: int
    customer_id: str
    ordered_at: datetime
    amount: float | None = None
    order_id: str | None = None
    currency: str | None = None
    status: str | None = None
    product: str | None = None
    category: str | None = None
    channel: str | None = None
    source: str | None = None
    region: str | None = None
    seller: str | None = None
    refund_of: str | None = None
    contract_id: str | None = None
    initiated_by: str | None = None
    refunded_amount: float | None = None


def order_key(row: OrderRow) -> OrderKey:
    """Say which order of which customer a row belongs to."""
    if row.contract_id is not None:
        return row.customer_id, "contract", row.contract_id
    if row.order_id is not None:
        return row.customer_id, "order", row.order_id
    return row.customer_id, "row", row.row


def day_of_moment(moment: datetime, rules: CleaningRules) -> int:
    """Give the business day of a moment."""
    return day_of((moment - rules.day_shift).date())
