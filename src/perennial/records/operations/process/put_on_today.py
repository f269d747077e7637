"""Put who waits at the weakest arrow on their owners' lists of the day, and take that back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.flows.look_at_process import ProcessLook
from perennial.pictures.process.step_names import full_name
from perennial.records.models import AuditEntry, Business, PlannedTouch, User
from perennial.records.models.words import purpose_of
from perennial.records.operations.audit import note_act
from perennial.records.queries.process.waiting import Choice, WaitingLine, choose_lines, customers_waiting
from perennial.records.queries.stored_message import message_to_json

__all__ = ["Put", "put_on_today", "take_off_today"]

_State = PlannedTouch.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """The act by which it is undone, and what was chosen."""

    entry: AuditEntry
    choice: Choice


@transaction.atomic
def put_on_today(by: User, look: ProcessLook | None, *, today: date) -> Put:
    """Make a line for each who waits, one a person, as many a seller as their day has touches.

    Lines stand as lines that people made: no plan takes them away. Those of a later day give way to them.

    Raises
    ------
    UserError
        Nobody waits, or nobody of them can be put on a list today.
    """
    business = Business.current()
    if look is None:
        raise _nobody()
    since = {int(each.case_id): each.since for each in look.waiting if each.case_id.isdigit()}
    customers = customers_waiting(by, (each.case_id for each in look.waiting))
    choice = choose_lines(customers, today=today, business=business)
    if not choice.lines:
        raise _nobody()
    now = timezone.now()
    PlannedTouch.objects.filter(pk__in=choice.replaced, state=_State.OPEN).update(
        state=_State.DROPPED, closed_at=now
    )
    lines = [_made(line, look, since, today, business) for line in choice.lines]
    PlannedTouch.objects.bulk_create(lines)
    made = [line.pk for line in lines]
    entry = note_act(by, "process.today", None, planned=len(made), acts=made, after=list(choice.replaced))
    return Put(entry=entry, choice=choice)


@transaction.atomic
def take_off_today(by: User, entry: AuditEntry) -> int:
    """Take away what of the lines is still to be done, and put back what gave way; say how many went."""
    mine = PlannedTouch.objects.filter(pk__in=entry.facts.get("acts", []), state=_State.OPEN)
    gone, _ = mine.delete()
    busy = PlannedTouch.objects.filter(state=_State.OPEN).values("customer")
    before = PlannedTouch.objects.filter(pk__in=entry.facts.get("after", []), state=_State.DROPPED)
    before.exclude(customer__in=busy).update(state=_State.OPEN, closed_at=None)
    if gone:
        note_act(by, "process.today.undo", None, planned=gone, entry=entry.pk)
    return gone


def _nobody() -> UserError:
    return UserError("Nobody who waits here can be put on a list today.")


def _made(
    line: WaitingLine, look: ProcessLook, since: Mapping[int, float], today: date, business: Business
) -> PlannedTouch:
    return PlannedTouch(
        customer=line.customer,
        lead=line.lead,
        seller=line.seller,
        play=line.play,
        purpose=purpose_of(line.play),
        day=today,
        snoozed_until=today,
        reason=message_to_json(_reason(look, since[line.customer.pk], business)),
        value_at_risk=line.customer.value_at_risk,
        expected_gain=_gain(look),
    )


def _reason(look: ProcessLook, since: float, business: Business) -> Message:
    arrow = look.weakest
    assert arrow is not None  # somebody waits at it
    facts = {
        "step": full_name(arrow.source, business.language),
        "next": full_name(arrow.target, business.language),
        "since": int(since),
    }
    if arrow.better_share.value is None:
        return Message(
            "At the step “{step}” since {since:date}: the way on to “{next}” is the weakest arrow now.", facts
        )
    return Message(
        "At the step “{step}” since {since:date}: here {share:percent} go on to “{next}”, with the better "
        "half {better:percent}.",
        {**facts, "share": arrow.share.value, "better": arrow.better_share.value},
    )


def _gain(look: ProcessLook) -> float:
    """Give what going on as with the better half would bring for one case, where that can be told."""
    arrow = look.weakest
    if arrow is None or look.amount is None or arrow.better_share.value is None or arrow.share.value is None:
        return 0.0
    return max(arrow.better_share.value - arrow.share.value, 0.0) * look.amount
