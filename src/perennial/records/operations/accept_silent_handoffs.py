"""Each night: hand-offs without an answer are accepted, those without a note are offered, heads are told."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, Customer, HandOff, User
from perennial.records.models.words import Role
from perennial.records.operations.accept_handoff import accept_handoff
from perennial.records.operations.give_way import give_way
from perennial.records.operations.offer_handoff import WAITS, offer_handoff
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.heads import heads_of
from perennial.records.queries.working_days import days_off, working_days_after

__all__ = ["accept_silent_handoffs"]

#: A forecast that was not there on the day of the hand-off is taken over from a refresh soon after.
_FORECAST_WITHIN = 14


def accept_silent_handoffs(*, today: date, at: datetime | None = None) -> int:
    """Settle the hand-offs whose time is over, each in a transaction of its own.

    Returns
    -------
    int
        Hand-offs accepted by silence.
    """
    when = at or timezone.now()
    waiting = HandOff.objects.filter(state__in=WAITS).order_by("pk")
    for undated in waiting.filter(due_on__isnull=True).select_related("farmer"):
        _wait(undated, today, undated.farmer)
    accepted = 0
    for pk in list(waiting.filter(due_on__lte=today).values_list("pk", flat=True)):
        accepted += _settle(pk, today, when)
        give_way()
    _take_expected(when)
    return accepted


@transaction.atomic
def _settle(pk: int, today: date, when: datetime) -> bool:
    handoff = (
        HandOff.objects.select_for_update(of=("self",))
        .select_related("customer__owner", "hunter", "farmer__department__head")
        .get(pk=pk)
    )
    if handoff.state not in WAITS:
        return False
    owner = handoff.customer.owner
    if owner is not None and owner.role == Role.FARMER:  # somebody gave the customer away meanwhile
        handoff.state = HandOff.State.CANCELLED
        handoff.save(update_fields=["state"])
        return False
    if handoff.state == HandOff.State.OPEN:
        _offer_without_note(handoff, today, when)
        return False
    return _accept(handoff, today, when)


def _offer_without_note(handoff: HandOff, today: date, when: datetime) -> None:
    try:
        offer_handoff(handoff, by=None, note=handoff.note, at=when)
    except UserError as error:
        tell_people(heads_of(handoff.hunter), error.message, reverse("handoff", args=[handoff.pk]))
        _wait(handoff, today, None)


def _accept(handoff: HandOff, today: date, when: datetime) -> bool:
    farmer = handoff.farmer
    if farmer is None or not farmer.is_active:
        _offer_without_note(handoff, today, when)
        return False
    offered = timezone.localdate(handoff.offered_at) if handoff.offered_at else today
    if _due(offered, farmer) > today:  # an absence was noted meanwhile
        _wait(handoff, offered, farmer)
        return False
    accept_handoff(handoff, None, when, silent=True)
    said = Message(
        "{farmer} did not answer a hand-off in time, so the customer counts as taken over.",
        {"farmer": farmer.name},
    )
    tell_people(heads_of(farmer), said, reverse("handoff", args=[handoff.pk]))
    return True


def _due(since: date, farmer: User | None) -> date:
    business = Business.current()
    return working_days_after(
        since, business.accept_within_days, business.working_days, days_off(farmer, since)
    )


def _wait(handoff: HandOff, since: date, farmer: User | None) -> None:
    handoff.due_on = _due(since, farmer)
    handoff.save(update_fields=["due_on"])


def _take_expected(when: datetime) -> None:
    said = Customer.objects.filter(pk=OuterRef("customer")).values("expected_orders_365")
    HandOff.objects.filter(
        expected_orders_365__isnull=True,
        accepted_at__gte=when - timedelta(days=_FORECAST_WITHIN),
    ).update(expected_orders_365=Subquery(said))
