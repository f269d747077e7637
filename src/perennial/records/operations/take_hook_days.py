"""Days of payment that webhooks tell: the first one counts, since later events say only that it is paid."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from perennial.records.models import Order
from perennial.store.reading.whole_orders import WholeOrder

__all__ = ["first_days"]

_PAID = ("paid_on", "fully_paid_on")


def first_days(orders: Sequence[WholeOrder], system: str) -> list[WholeOrder]:
    """Give the orders without the days of payment that are known of them already."""
    ids = [order.order_id for order in orders]
    rows = Order.objects.filter(system=system, external_id__in=ids).values_list("external_id", *_PAID)
    known: dict[str, dict[str, Any]] = {
        own_id: {name: None for name, day in zip(_PAID, days, strict=True) if day is not None}
        for own_id, *days in rows
    }
    return [replace(order, **known.get(order.order_id, {})) for order in orders]
