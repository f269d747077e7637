"""Offer a customer to a farmer with the hunter's note; or leave the customer where they are."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, HandOff, User
from perennial.records.models.words import Role
from perennial.records.operations.audit import note_act
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.choose_farmer import read_farmers
from perennial.records.queries.working_days import days_off, working_days_after

__all__ = ["WAITS", "cancel_handoff", "offer_handoff"]

#: States in which a hand-off can still change.
WAITS = (HandOff.State.OPEN, HandOff.State.OFFERED)


@transaction.atomic
def offer_handoff(
    handoff: HandOff, *, by: User | None, note: str, farmer: User | None = None, at: datetime | None = None
) -> HandOff:
    """Write the note and lay the customer on a farmer's table; done again it changes note and farmer.

    Parameters
    ----------
    farmer
        Who takes over; where not given the one named before, else whoever is next in fairness with room.

    Raises
    ------
    UserError
        The hand-off is over, the person is no farmer who works here, or nobody has room.
    """
    when = at or timezone.now()
    now = HandOff.objects.select_for_update(of=("self",)).select_related("farmer").get(pk=handoff.pk)
    if now.state not in WAITS:
        raise UserError("This hand-off is over.")
    before = now.farmer_id if now.state == HandOff.State.OFFERED else None
    now.note = note.strip()
    now.farmer = farmer or _still_here(now.farmer) or _next(now, when)
    if now.farmer is None:
        raise UserError("No farmer has room for this customer. Choose one, or raise somebody's limit.")
    if _still_here(now.farmer) is None:
        raise UserError("Only a farmer who works here can take a customer over.")
    if now.farmer_id != before:
        _offer(now, now.farmer, when)
    now.state = HandOff.State.OFFERED
    now.save(update_fields=["note", "farmer", "state", "offered_at", "due_on"])
    note_act(by, "handoff.offer", now, customer=now.customer_id, farmer=now.farmer_id, noted=bool(now.note))
    return now


@transaction.atomic
def cancel_handoff(handoff: HandOff, *, by: User) -> HandOff:
    """Leave the customer with whom they are; done twice it changes nothing.

    Raises
    ------
    UserError
        The customer has passed over already.
    """
    now = HandOff.objects.select_for_update(of=("self",)).get(pk=handoff.pk)
    if now.state == HandOff.State.CANCELLED:
        return now
    if now.state not in WAITS:
        raise UserError("This hand-off is over.")
    now.state = HandOff.State.CANCELLED
    now.save(update_fields=["state"])
    note_act(by, "handoff.cancel", now, customer=now.customer_id)
    return now


def _offer(handoff: HandOff, farmer: User, when: datetime) -> None:
    business, day = Business.current(), timezone.localdate(when)
    handoff.offered_at = when
    handoff.due_on = working_days_after(
        day, business.accept_within_days, business.working_days, days_off(farmer, day)
    )
    said = Message(
        "A new customer waits for you, yours without an answer from {day:date}.",
        {"day": day_of(handoff.due_on)},
    )
    tell_people([farmer], said, reverse("handoff", args=[handoff.pk]))


def _still_here(farmer: User | None) -> User | None:
    return farmer if farmer is not None and farmer.is_active and farmer.role == Role.FARMER else None


def _next(handoff: HandOff, when: datetime) -> User | None:
    product = (handoff.order.product_id if handoff.order else None) or handoff.customer.product_id
    return read_farmers(timezone.localdate(when)).choose(product)
