"""Lines of the ledger, read back as `pay.lines` knows them."""

from collections.abc import Collection
from typing import cast

from django.db.models import Q, QuerySet

from perennial.pay.lines.line import PayLine, Rule
from perennial.pay.plans.plan import To
from perennial.records.models import Order
from perennial.records.models import PayLine as Row
from perennial.records.queries.stored_message import message_from_json

__all__ = ["line_of", "written_decisions", "written_lines"]


def written_lines(customers: Collection[int] | None = None) -> list[PayLine]:
    """Give the lines about orders of customers, wherever these orders were once; of everybody where None.

    A line about an order that went to another customer is that customer's now. One about an order that is
    no more is of whoever it was written for.
    """
    return [line_of(row) for row in _rows(customers).select_related("plan").order_by("pk")]


def written_decisions() -> list[PayLine]:
    """Give the lines of sums that were decided on by hand."""
    return [line_of(row) for row in Row.objects.filter(rule="decision").order_by("pk")]


def line_of(row: Row) -> PayLine:
    """Read a line."""
    return PayLine(
        seller=str(row.seller_id),
        month=row.month,
        of_month=row.of_month,
        earned_month=row.earned_month,
        day=row.day,
        customer=None if row.customer_key is None else str(row.customer_key),
        order=None if row.order_key is None else str(row.order_key),
        cause=row.cause,
        rule=cast("Rule", row.rule),
        role=cast("To | None", row.role or None),
        plan=None if row.plan is None else row.plan.number,
        base=row.base,
        rate=row.rate,
        amount=row.amount,
        reason=message_from_json(row.reason),
        correction=row.correction,
    )


def _rows(customers: Collection[int] | None) -> "QuerySet[Row]":
    rows = Row.objects.exclude(rule="decision")
    if customers is None:
        return rows
    own = Order.objects.filter(customer__in=customers)
    gone = Q(customer_key__in=customers) & ~Q(order_key__in=Order.objects.values("pk"))
    return rows.filter(Q(order_key__in=own.values("pk")) | gone)
