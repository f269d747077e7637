"""Log a touch, once however often it is sent, and do what follows from its outcome."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from perennial.core.errors import UserError
from perennial.records.models import Customer, Lead, LeaveReason, PlannedTouch, Promise, Touch, User
from perennial.records.models.words import Outcome, Play
from perennial.records.operations.answer_leads import answer_leads
from perennial.records.operations.audit import note_act
from perennial.records.operations.close_leads import lead_at, lose_lead
from perennial.records.operations.give_with import give_with
from perennial.records.operations.log_touch_lines import close_lines, plan_follow_up
from perennial.records.operations.trials.mark_touched import mark_touched

__all__ = ["AlreadyDoneError", "log_touch"]

_LONGEST = 5000


class AlreadyDoneError(UserError):
    """The line of Today was done elsewhere: in a second tab, or by who covers."""


def log_touch(
    *,
    seller: User,
    customer: Customer | None,
    key: UUID,
    play: str = "",
    channel: str = "call",
    direction: str = "out",
    minutes: float | None = None,
    outcome: str = "none",
    text: str = "",
    happened_at: datetime | None = None,
    promise_day: date | None = None,
    leave_reason: str | None = None,
    planned: PlannedTouch | None = None,
    gave: bool = False,
    late: bool = False,
) -> Touch:
    """Write a touch down; close the open line of this person, and plan what comes next.

    Parameters
    ----------
    customer
        Whom it was with; None for a chore.
    key
        Made where the touch is logged: sending it again gives the touch that is there.
    happened_at
        When it was; now where it is not given or lies ahead.
    promise_day
        The day on which they said they would buy (outcome ``promised``).
    leave_reason
        Why they left (outcome ``left``), or why somebody who has not bought yet wants nothing (``refused``).
    planned
        The line of Today that this touch does.
    gave
        Whether the line's offer was given with it.
    late
        Whether it was kept without a network: it is logged even where the offer could not be given any more.

    Raises
    ------
    AlreadyDoneError
        The line was done by another touch.
    UserError
        A promise without its day, a leaving without its reason, an offer that cannot be given, or a key of
        somebody else.
    """
    _check(outcome, promise_day, leave_reason, customer)
    at = min(happened_at or timezone.now(), timezone.now())
    lead = lead_at(planned, customer, seller)
    touch = Touch(
        key=key,
        customer=customer,
        lead=lead,
        seller=seller,
        play=play or (planned.play if planned else _play(customer, lead)),
        channel=channel,
        direction=direction,
        minutes=minutes,
        happened_at=at,
        day=timezone.localdate(at),
        outcome=outcome,
        text=text.strip()[:_LONGEST],
    )
    try:
        with transaction.atomic():
            known = Touch.objects.filter(key=key).first()
            if known:
                return _own(known, seller)
            logged = _log(touch, promise_day, leave_reason, planned)
            if gave and planned is not None:
                give_with(logged, planned, late=late)
            return logged
    except IntegrityError:  # the same key was sent twice at one moment
        known = Touch.objects.filter(key=key).first()
        if known is None:
            raise
        return _own(known, seller)


def _play(customer: Customer | None, lead: Lead | None) -> str:
    if lead is not None:
        return Play.FIRST
    return "" if customer is not None else Play.CHORE


def _check(
    outcome: str, promise_day: date | None, leave_reason: str | None, customer: Customer | None
) -> None:
    if outcome == Outcome.PROMISED and promise_day is None:
        raise UserError("Say on which day they will buy.")
    if outcome == Outcome.LEFT and not leave_reason:
        raise UserError("Say why they left.")
    if customer is None and outcome not in {Outcome.NONE, Outcome.REACHED}:
        raise UserError("This outcome needs a customer.")


def _own(touch: Touch, seller: User) -> Touch:
    if touch.seller_id != seller.pk:
        raise UserError("This touch was logged by somebody else.")
    return touch


def _log(
    touch: Touch, promise_day: date | None, leave_reason: str | None, planned: PlannedTouch | None
) -> Touch:
    touch.is_planned = planned is not None and _still_open(planned)
    touch.save()
    if touch.customer is not None:
        closed = close_lines(touch)
        _mark(touch, promise_day, leave_reason)
        lose_lead(touch, leave_reason)
        plan_follow_up(touch, planned or next(iter(closed), None), promise_day)
        answer_leads([touch.customer.pk])
        mark_touched(touch)
    note_act(touch.seller, "touch.log", touch, outcome=touch.outcome, play=touch.play)
    return touch


def _still_open(planned: PlannedTouch) -> bool:
    now = PlannedTouch.objects.select_for_update(of=("self",)).filter(pk=planned.pk).first()
    if now is None or now.state in {PlannedTouch.State.SETTLED, PlannedTouch.State.DROPPED}:
        return False  # an order came, or the plan changed: the touch is no less true
    if now.state == PlannedTouch.State.DONE:
        raise AlreadyDoneError("This line is already done: {outcome}, {time}.", **_told(now.touch))
    return True


def _told(touch: Touch | None) -> dict[str, Any]:
    if touch is None:
        return {"outcome": "–", "time": "–"}
    at = timezone.localtime(touch.happened_at)
    return {"outcome": touch.outcome_words, "time": date_format(at, "H:i")}


def _mark(touch: Touch, promise_day: date | None, leave_reason: str | None) -> None:
    assert touch.customer is not None
    if touch.outcome == Outcome.PROMISED and promise_day is not None:
        Promise.objects.create(
            customer=touch.customer,
            touch=touch,
            day=promise_day,
            made_at=touch.happened_at,
            made_by=touch.seller,
        )
    if touch.outcome == Outcome.LEFT and leave_reason and touch.lead is None:
        # `at` and `by` are those of the touch, by which undoing finds it again.
        LeaveReason.objects.create(
            customer=touch.customer,
            reason=leave_reason,
            text=touch.text,
            at=touch.happened_at,
            by=touch.seller,
        )
    if touch.outcome == Outcome.WRONG_NUMBER:
        phone = touch.customer.contacts.filter(kind="phone", wrong_since__isnull=True).first()
        if phone is not None:
            phone.wrong_since = touch.happened_at
            phone.save(update_fields=["wrong_since"])
