"""Win a lead: its first order is written down, and all that follows from an order follows."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Business, HandOff, Lead, Order, Product, User
from perennial.records.models.words import InitiatedBy
from perennial.records.operations.after_import import after_rows, ask_for_refresh
from perennial.records.operations.audit import note_act
from perennial.records.operations.move_lead import lock_open
from perennial.records.operations.orders_moved import count_orders
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.take_rows import Taking

__all__ = ["BY_HAND", "Won", "win_lead"]

#: The system of orders that people write down themselves.
BY_HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """The order that was written down, and the hand-off it opened, if it opened one."""

    lead: Lead
    order: Order
    handoff: HandOff | None


@transaction.atomic
def win_lead(
    by: User,
    lead: Lead,
    *,
    amount: Decimal | None,
    day: date,
    product: Product | None = None,
    number: str = "",
) -> Won:
    """Write the first order down and close the lead with it.

    Raises
    ------
    UserError
        The lead is closed, the day lies ahead, an order has that number, or orders are kept elsewhere.
    """
    now, number = lock_open(lead), number.strip()[:200] or f"lead-{lead.pk}"
    if settings.CONFIG.store_url:
        raise UserError("Orders are read from a warehouse here: enter the order there.")
    if day > timezone.localdate():
        raise UserError("The order cannot lie ahead.")
    if Order.objects.filter(system=BY_HAND, external_id=number).exists():
        raise UserError("There is an order with the number {number} already.", number=number)
    order = _order(
        now, number, amount=amount, day=day, product=product or now.product, seller=now.hunter or by
    )
    now.won_order, now.closed_at = order, timezone.now()
    now.next_action, now.next_on = "", None
    now.save(update_fields=["won_order", "closed_at", "next_action", "next_on"])
    note_act(by, "lead.win", now, customer=now.customer_id)
    _follow(order)
    if now.hunter_id is not None:
        plan_leads({now.hunter_id})
    ask_for_refresh(by)
    opened = HandOff.objects.filter(order=order, state=HandOff.State.OPEN).first()
    return Won(lead=now, order=order, handoff=opened)


def _order(
    lead: Lead, number: str, *, amount: Decimal | None, day: date, product: Product | None, seller: User
) -> Order:
    return Order.objects.create(
        customer=lead.customer,
        system=BY_HAND,
        external_id=number,
        ordered_at=_moment(day),
        day=day,
        amount=amount,
        currency=Business.current().currency,
        product=product,
        seller=seller,
        initiated_by=InitiatedBy.SELLER,
    )


def _moment(day: date) -> datetime:
    """Give now for an order of today, else noon of its day."""
    now = timezone.now()
    return now if timezone.localdate(now) == day else timezone.make_aware(datetime.combine(day, time(12)))


def _follow(order: Order) -> None:
    taking = Taking(BY_HAND)
    taking.customers, taking.orders, taking.days = {order.customer_id}, [order.pk], {order.day}
    count_orders(order.customer)
    after_rows(taking)
