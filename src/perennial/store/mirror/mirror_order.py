"""One order row as the mirror keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

__all__ = ["COLUMNS", "MirrorOrder", "month_name"]

#: The columns of a month's file and their types, in order.
COLUMNS = {
    "order_id": "VARCHAR",
    "customer_id": "VARCHAR",
    "ordered_at": "TIMESTAMP",
    "amount": "DECIMAL(18, 4)",
    "currency": "VARCHAR",
    "status": "VARCHAR",
    "product": "VARCHAR",
    "category": "VARCHAR",
    "channel": "VARCHAR",
    "seller": "VARCHAR",
    "refund_of": "VARCHAR",
    "contract_id": "VARCHAR",
    "initiated_by": "VARCHAR",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorOrder:
    """An order, or a line of one, or a refund; names as in every order log, an empty text is nothing.

    Attributes
    ----------
    customer_id
        The application's own opaque id of the person, as text.
    ordered_at
        On the clock of the business, without a time zone.
    amount
        Refunds negative, four decimals at most; None where it is not known.
    """

    order_id: str | None = None
    customer_id: str
    ordered_at: datetime
    amount: Decimal | float | None = None
    currency: str | None = None
    status: str | None = None
    product: str | None = None
    category: str | None = None
    channel: str | None = None
    seller: str | None = None
    refund_of: str | None = None
    contract_id: str | None = None
    initiated_by: str | None = None


def month_name(when: date) -> str:
    """Give the name of the month whose file holds an order of that day: ``YYYY-MM``."""
    return f"{when.year:04d}-{when.month:02d}"
