"""What follows when orders go from one customer to another: sums, the mirror, the forecasts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Min, Sum

from perennial.records.models import Customer, Order
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.request_refresh import request_refresh

__all__ = ["count_orders", "orders_moved"]


def count_orders(customer: Customer) -> None:
    """Write the sums of a customer's orders anew; the next refresh counts purchases by its rules."""
    orders = Order.objects.filter(customer=customer)
    days = orders.filter(refund_of="").aggregate(
        orders_count=Count("pk"), first_order_on=Min("day"), last_order_on=Max("day")
    )
    spent = orders.aggregate(spend_total=Sum("amount"))
    sums = {**days, **spent, "purchases": days["orders_count"]}
    Customer.objects.filter(pk=customer.pk).update(**sums)
    for name, value in sums.items():
        setattr(customer, name, value)


def orders_moved(days: Iterable[date]) -> None:
    """Have the mirror write these days anew, and the forecasts rolled forward, once this is committed."""
    changed = sorted(set(days))
    if not changed:
        return
    mark_dirty(changed)
    in_step(lambda: request_refresh(by=None, kind="roll"))
