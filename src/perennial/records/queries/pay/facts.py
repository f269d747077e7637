"""All that pay rests on, read from the records."""

from collections.abc import Collection

from perennial.pay.lines.facts import Decision, Order, PayFacts
from perennial.records.models import Business, PayDecision
from perennial.records.models import Order as Row
from perennial.records.queries.pay.orders import orders_of, refunds_of, rows_of
from perennial.records.queries.pay.payments import payments_of, systems_that_tell
from perennial.records.queries.pay.people import (
    absences_of,
    handoffs_of,
    hunters_of,
    leavings_of,
    names_of,
    owners_of,
)

__all__ = ["decided_facts", "pay_facts"]


def pay_facts(business: Business, customers: Collection[int] | None = None) -> PayFacts:
    """Read the facts of customers from their first order on; of everybody where None.

    Sums that were decided on by hand belong to no customer: `decided_facts` reads them.
    """
    whose = None if customers is None else sorted(customers)
    rows = rows_of(whose)
    orders = orders_of(rows, business, whose)
    return PayFacts(
        orders=orders,
        payments=list(payments_of(rows, orders, whose, told=systems_that_tell())),
        refunds=list(refunds_of(rows, orders)),
        handoffs=handoffs_of(whose),
        owners=list(owners_of(whose)),
        hunters=hunters_of(whose),
        absences=absences_of(),
        leavings=leavings_of(),
        names=names_of(),
    )


def decided_facts() -> PayFacts:
    """Read the sums that were decided on by hand alone, with the orders they are about."""
    decisions = _decisions()
    about = Row.objects.filter(pk__in=[int(each.order) for each in decisions if each.order])
    orders = [Order(order=str(row.pk), customer=str(row.customer_id), day=row.day, parts=()) for row in about]
    return PayFacts(orders=orders, decisions=decisions)


def _decisions() -> list[Decision]:
    return [
        Decision(
            decision=str(row.pk),
            day=row.day,
            seller=str(row.seller_id),
            amount=row.amount,
            because=row.because,
            order=None if row.order_key is None else str(row.order_key),
        )
        for row in PayDecision.objects.order_by("pk")
    ]
