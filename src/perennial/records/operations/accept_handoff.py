"""Take a customer over: everything moves but the open leads, and the protected period begins."""

from datetime import date, datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import Avg, QuerySet
from django.urls import reverse
from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, Customer, HandOff, PlannedTouch, User
from perennial.records.models.words import Play, Role, purpose_of
from perennial.records.operations.assign import assign
from perennial.records.operations.audit import note_act
from perennial.records.operations.offer_handoff import WAITS
from perennial.records.operations.pay.write_soon import write_soon
from perennial.records.operations.tell_people import tell_people

__all__ = ["accept_handoff", "protected_until"]

#: So many of the newest customers tell the usual gap of somebody whose own is not known yet.
_LOOKED_AT = 5000
_CLOSED = ("farmer", "state", "accepted_at", "protected_until")


@transaction.atomic
def accept_handoff(handoff: HandOff, by: User | None, at: datetime, *, silent: bool = False) -> HandOff:
    """Make the farmer the owner, in one transaction; a second time nothing happens.

    Planned touches pass over, open leads stay with the hunter, the hunter's name stays with the customer,
    greeting is planned, and what is expected of the customer is kept for the farmer's yardstick.

    Parameters
    ----------
    by
        Who accepts; None where nobody did (`silent`).

    Raises
    ------
    UserError
        The hand-off was taken back, or nobody is there to take over.
    """
    now = (
        HandOff.objects.select_for_update(of=("self",))
        .select_related("customer__product", "order__product", "hunter", "farmer")
        .get(pk=handoff.pk)
    )
    if now.state == HandOff.State.CANCELLED:
        raise UserError("This hand-off was taken back.")
    if now.state not in WAITS:
        return now
    farmer = now.farmer or (by if by is not None and by.role == Role.FARMER else None)
    if farmer is None:
        raise UserError("Choose first who takes this customer over.")
    day = timezone.localdate(at)
    _close(now, farmer, at, HandOff.State.BY_SILENCE if silent else HandOff.State.ACCEPTED)
    Customer.objects.filter(pk=now.customer_id).update(
        hunter=now.hunter or now.customer.hunter, protected_until=now.protected_until
    )
    assign(by, [now.customer_id], farmer, "handoff", at=at)
    _greet(now.customer, farmer, day)
    write_soon([now.customer_id])
    note_act(by, "handoff.accept", now, customer=now.customer_id, farmer=farmer.pk, silent=silent)
    if now.hunter is not None and now.hunter != by:
        said = Message("{farmer} has taken over a customer of yours.", {"farmer": farmer.name})
        tell_people([now.hunter], said, reverse("handoff", args=[now.pk]))
    return now


def protected_until(handoff: HandOff, day: date) -> date:
    """Give the last day on which the hunter still looks on: a product's own period, else the longer of the
    business's and one usual gap of the customer (of all customers, where theirs is not known yet).
    """  # noqa: D205 - one sentence
    product = (handoff.order.product if handoff.order else None) or handoff.customer.product
    if product is not None and product.protected_days is not None:
        return day + timedelta(days=product.protected_days)
    return day + timedelta(days=max(Business.current().protected_days, ceil(usual_gap_of(handoff) or 0)))


def usual_gap_of(handoff: HandOff) -> float | None:
    """Give the usual gap of the customer; of others of the product, where theirs is not known yet."""
    product = (handoff.order.product if handoff.order else None) or handoff.customer.product
    return handoff.customer.usual_gap or _usual_gap(product.pk if product else None)


def _close(handoff: HandOff, farmer: User, at: datetime, state: HandOff.State) -> None:
    handoff.farmer, handoff.state, handoff.accepted_at = farmer, state, at
    handoff.protected_until = protected_until(handoff, timezone.localdate(at))
    handoff.expected_orders_365 = handoff.customer.expected_orders_365
    handoff.usual_gap = usual_gap_of(handoff)
    handoff.save(update_fields=[*_CLOSED, "expected_orders_365", "usual_gap"])


def _usual_gap(product: int | None) -> float | None:
    """Give the usual gap of others, of the same product where some are known."""
    known = Customer.objects.filter(usual_gap__isnull=False).order_by("-pk")
    own = _mean(known.filter(product=product)) if product else None
    return own or _mean(known)


def _mean(known: QuerySet[Customer]) -> float | None:
    gap = known[:_LOOKED_AT].aggregate(gap=Avg("usual_gap"))["gap"]
    return None if gap is None else float(gap)


def _greet(customer: Customer, farmer: User, day: date) -> None:
    """Plan the greeting; a line that was open passed over already and becomes it."""
    line = PlannedTouch.objects.filter(customer=customer, state=PlannedTouch.State.OPEN).first()
    line = line or PlannedTouch(customer=customer)
    message = Message("New to you since {day:date}: say hello.", {"day": day_of(day)})
    line.seller, line.play, line.day, line.snoozed_until = farmer, Play.GREET, day, None
    line.purpose, line.gift, line.offer, line.approval = purpose_of(Play.GREET), None, "", ""
    line.reason = {"text": message.text, "facts": dict(message.facts)}
    line.value_at_risk, line.churn_date = customer.value_at_risk, customer.churn_date
    line.save()
