"""Accept a hand-off from Today, and put greeting the customer there."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.records.models import HandOff, PlannedTouch, User
from perennial.records.models.words import Play, purpose_of
from perennial.records.operations.accept_handoff import accept_handoff

__all__ = ["accept_line"]

Accept = Callable[[HandOff, User, datetime], object]


@transaction.atomic
def accept_line(handoff: HandOff, *, by: User, at: datetime, accept: Accept | None = None) -> PlannedTouch:
    """Accept a hand-off and give the line by which its customer is greeted; a second time changes nothing.

    Parameters
    ----------
    accept
        How a hand-off is accepted; that of the house where it is not given.

    Raises
    ------
    UserError
        The hand-off was taken back, or nobody is there to take over.
    """
    now = HandOff.objects.select_for_update(of=("self",)).get(pk=handoff.pk)
    if now.state in {HandOff.State.ACCEPTED, HandOff.State.BY_SILENCE}:
        greeting = PlannedTouch.objects.filter(customer=now.customer_id, seller=now.farmer_id).last()
        return greeting or _greet(now, by, at)
    (accept or _accept)(now, by, at)
    return _greet(now, by, at)


def _accept(handoff: HandOff, by: User, at: datetime) -> object:
    return accept_handoff(handoff, by=by, at=at)


def _greet(handoff: HandOff, by: User, at: datetime) -> PlannedTouch:
    seller, day = handoff.farmer_id or by.pk, timezone.localdate(at)
    line = PlannedTouch.objects.filter(customer=handoff.customer, state=PlannedTouch.State.OPEN).first()
    if line is not None and line.seller_id == seller:
        return line
    message = Message("New to you since {day:date}: say hello.", {"day": day_of(day)})
    line = line or PlannedTouch(customer=handoff.customer)  # a line of the hunter's passes over, too
    line.seller_id, line.play, line.day, line.snoozed_until = seller, Play.GREET, day, None
    line.purpose, line.gift, line.offer, line.approval = purpose_of(Play.GREET), None, "", ""
    line.reason = {"text": message.text, "facts": dict(message.facts)}
    line.value_at_risk, line.churn_date = handoff.customer.value_at_risk, handoff.customer.churn_date
    line.save()
    return line
