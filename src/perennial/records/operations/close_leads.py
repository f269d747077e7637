"""What a touch and an order do to a lead: lost when they refuse, won with the first order, and back again."""

from collections.abc import Iterable

from django.utils import timezone

from perennial.records.models import Business, Customer, Lead, Order, PlannedTouch, Touch, User
from perennial.records.models.words import Outcome
from perennial.records.queries.handoffs_due import counts

__all__ = ["lead_at", "lose_lead", "reopen_lead", "reopen_won", "win_leads"]

_ENDS = frozenset({Outcome.REFUSED, Outcome.LEFT})
_LONGEST = 200


def lead_at(planned: PlannedTouch | None, customer: Customer | None, seller: User) -> Lead | None:
    """Give the lead that a touch is about: that of the line, else the open one; the seller's own first."""
    if planned is not None and planned.lead is not None:
        return planned.lead
    if customer is None or customer.stage:
        return None
    open_ones = Lead.objects.filter(customer=customer, closed_at__isnull=True)
    leads = list(open_ones.order_by("-entered_at", "-pk"))
    return next((lead for lead in leads if lead.hunter_id == seller.pk), next(iter(leads), None))


def lose_lead(touch: Touch, reason: str | None) -> None:
    """Close the lead of a touch by which they said no; undoing finds it by the moment of the touch."""
    if touch.lead is None or touch.outcome not in _ENDS:
        return
    Lead.objects.filter(pk=touch.lead.pk, closed_at__isnull=True).update(
        closed_at=touch.happened_at, lost_reason=(reason or touch.text)[:_LONGEST]
    )


def reopen_lead(touch: Touch) -> None:
    """Open the lead again that a touch closed."""
    if touch.lead_id is not None and touch.outcome in _ENDS:
        closed = Lead.objects.filter(pk=touch.lead_id, closed_at=touch.happened_at, won_order__isnull=True)
        closed.update(closed_at=None, lost_reason="")


def win_leads(customer_ids: Iterable[int]) -> int:
    """Close the open leads of customers whose order has come: the first one since the lead was entered.

    An order of another product than the lead's does not win it.

    Returns
    -------
    int
        Leads won.
    """
    leads = list(Lead.objects.filter(customer__in=list(customer_ids), closed_at__isnull=True))
    if not leads:
        return 0
    business = Business.current()
    orders = Order.objects.filter(customer__in={lead.customer_id for lead in leads}, refund_of="")
    came = [each for each in orders.order_by("day", "id") if counts(each, business)]
    won = []
    for lead in leads:
        order = next((each for each in came if _wins(each, lead)), None)
        if order is not None:
            lead.won_order, lead.closed_at = order, order.ordered_at or timezone.now()
            won.append(lead)
    Lead.objects.bulk_update(won, ["won_order", "closed_at"])
    return len(won)


def reopen_won(order_ids: Iterable[int]) -> None:
    """Open the leads again that were won with orders which are taken back."""
    Lead.objects.filter(won_order__in=list(order_ids)).update(won_order=None, closed_at=None)


def _wins(order: Order, lead: Lead) -> bool:
    if order.customer_id != lead.customer_id or order.day < timezone.localdate(lead.entered_at):
        return False
    return not (lead.product_id and order.product_id) or lead.product_id == order.product_id
