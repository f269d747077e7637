"""What a customer's row knows of orders and hand-offs, counted before the row is written."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from perennial.core.days import NO_DAY, date_of
from perennial.records.demo.cast import Cast
from perennial.records.models import Business

__all__ = ["order_sums", "protected_until"]


def order_sums(cast: Cast) -> Mapping[str, Mapping[str, Any]]:
    """Give orders, first and last day and money, by customer, as columns of `Customer`."""
    table = cast.company.orders
    days, spent = defaultdict[str, list[int]](list), defaultdict[str, Decimal](Decimal)
    for whose, day, amount in zip(
        table.customer_id.tolist(), table.day.tolist(), table.amount.tolist(), strict=True
    ):
        days[whose].append(day)
        spent[whose] += Decimal(f"{amount:.2f}")
    return {
        whose: {
            "orders_count": len(found),
            "purchases": len(found),
            "first_order_on": date_of(min(found)),
            "last_order_on": date_of(max(found)),
            "spend_total": spent[whose],
        }
        for whose, found in days.items()
    }


def protected_until(cast: Cast) -> Mapping[str, date]:
    """Give the end of the hunter's share by customer: the longer of the setting and one usual gap."""
    handoffs, products, customers = cast.company.handoffs, cast.company.products, cast.company.customers
    gap = dict(zip(products.product_id.tolist(), products.usual_gap.tolist(), strict=True))
    buys = dict(zip(customers.customer_id.tolist(), customers.product_id.tolist(), strict=True))
    least = Business.current().protected_days
    return {
        whose: date_of(accepted + max(least, round(gap[buys[whose]])))
        for whose, accepted in zip(handoffs.customer_id.tolist(), handoffs.accepted.tolist(), strict=True)
        if accepted != NO_DAY
    }
