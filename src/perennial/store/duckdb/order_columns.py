"""The columns of `order_rows` that counting looks at, with their types in DuckDB."""

from collections.abc import Mapping
from typing import Final

__all__ = ["ORDER_COLUMNS"]

ORDER_COLUMNS: Final[Mapping[str, str]] = {
    "customer_id": "VARCHAR",
    "ordered_at": "TIMESTAMP",
    "amount": "DOUBLE",
    "order_id": "VARCHAR",
    "currency": "VARCHAR",
    "status": "VARCHAR",
    "product": "VARCHAR",
    "category": "VARCHAR",
    "channel": "VARCHAR",
    "source": "VARCHAR",
    "region": "VARCHAR",
    "seller": "VARCHAR",
    "refund_of": "VARCHAR",
    "contract_id": "VARCHAR",
    "initiated_by": "VARCHAR",
    "refunded_amount": "DOUBLE",
}
