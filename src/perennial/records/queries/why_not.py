"""Why a customer stands on nobody's list: in one sentence, the first that holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.flows.why_not import WhyNot
from perennial.records.models import Business, Customer, HandOff, LeaveReason, Order, PlannedTouch, Touch
from perennial.records.models.words import Direction, Outcome, Play, Stage
from perennial.records.queries.today_people import same_person
from perennial.records.queries.trials.held_out_now import held_out_until

__all__ = ["LONG_REST", "Standing", "told_by_plan", "told_by_records"]

#: Days in which those who do not want anything now, and those who have left, are not touched again.
LONG_REST = timedelta(days=30)
_OUT: dict[str, Any] = {"direction": Direction.OUT, "undone_at__isnull": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A customer on a day, with the records of the same person."""

    customer: Customer
    records: tuple[int, ...]
    today: date
    business: Business

    @classmethod
    def of(cls, customer: Customer, today: date, business: Business) -> "Standing":
        """Read it."""
        return cls(customer=customer, records=tuple(same_person(customer)), today=today, business=business)


def told_by_records(now: Standing) -> Message | None:
    """Say why, where what people entered tells; None where the forecast has to."""
    return next((said for ask in _ASKED if (said := ask(now)) is not None), None)


def told_by_plan(found: WhyNot, *, has_money: bool) -> Message:
    """Say why, as the plan has it; `has_money` where expected gains are money."""
    play = Play(found.play).label if found.play else ""
    why = "crowded_money" if found.why == "crowded" and has_money else found.why
    return _BY_PLAN[why]({"play": str(play), "day": found.day, "gain": found.gain})


_Facts = Mapping[str, Any]
_BY_PLAN: Mapping[str, Callable[[_Facts], Message]] = {
    "unknown": lambda _: Message("Nothing is forecast yet: the next refresh does."),
    "consent": lambda of: Message(
        "“{play}” is due, but this customer has agreed to no way of reaching them with it.", of
    ),
    "crowded": lambda of: Message(
        "“{play}” is due, but there is no time left in the week after those who gain more.", of
    ),
    "crowded_money": lambda of: Message(
        "“{play}” is due, with an expected gain of {gain:money}: there is no time left in the week after "
        "those who gain more.",
        of,
    ),
    "costs": lambda of: Message("“{play}” would be due, but is expected to cost more than it gains.", of),
    "later": lambda of: Message(
        "Nothing is due this week. If no order comes, the next is “{play}” from {day:date} on.", of
    ),
    "none": lambda _: Message("Nothing is due, and nothing comes up in sight."),
}


def _gone(now: Standing) -> Message | None:
    if now.customer.objects_to_profiling:
        return Message("This customer objects to forecasts, and nothing is planned by them.")
    if not now.customer.purchases:
        return Message("They have not bought yet: leads are worked in the pipeline.")
    return None


def _nobodys(now: Standing) -> Message | None:
    owner = now.customer.owner
    if owner is not None and owner.is_active:
        return None
    return Message("They are in nobody's hands: give them to a seller, and they are planned for.")


def _handed_over(now: Standing) -> Message | None:
    waiting = HandOff.objects.filter(
        customer__in=now.records, state__in=[HandOff.State.OPEN, HandOff.State.OFFERED]
    )
    return Message("They are being handed over; the farmer greets them first.") if waiting.exists() else None


def _by_lot(now: Standing) -> Message | None:
    until = held_out_until(now.customer, now.today)
    if until is None:
        return None
    return Message(
        "They are in the comparison group of a trial until {day:date}: serve if they call, do not call "
        "first.",
        {"day": day_of(until)},
    )


def _said_so(now: Standing) -> Message | None:
    left = (
        LeaveReason.objects.filter(customer__in=now.records, undone_at__isnull=True).order_by("-at").first()
    )
    last = now.customer.last_order_on
    if left is None or (last is not None and left.at.date() < last):
        return None
    return Message("They said on {day:date} that they had left: that is believed until they buy.", {
        "day": day_of(left.at.date())
    })  # fmt: skip


def _touched(now: Standing) -> Message | None:
    rest = timedelta(days=now.business.rest_days)
    touches = Touch.objects.filter(customer__in=now.records, **_OUT)
    lately = touches.filter(day__gt=now.today - rest).order_by("-day").first()
    if lately is not None:
        told = {"day": day_of(lately.day), "rest": now.business.rest_days}
        return Message("They were touched on {day:date}: the next {rest:days} belong to them.", told)
    refused = Q(outcome=Outcome.REFUSED) | Q(customer__stage=Stage.LEFT)
    long_ago = touches.filter(refused, day__gt=now.today - LONG_REST).order_by("-day").first()
    if long_ago is None:
        return None
    told = {"day": day_of(long_ago.day), "rest": LONG_REST.days}
    return Message("They were touched on {day:date} and want nothing now: {rest:days} belong to them.", told)


def _ordered(now: Standing) -> Message | None:
    as_of = now.customer.forecast_as_of
    lately = Order.objects.filter(customer__in=now.records, refund_of="")
    if as_of is None or not lately.filter(day__gt=as_of).exists():
        return None
    return Message("They have ordered since the last refresh: the next one plans anew.")


def _elsewhere(now: Standing) -> Message | None:
    line = PlannedTouch.objects.filter(
        customer__in=now.records, state=PlannedTouch.State.OPEN
    ).select_related("customer").first()  # fmt: skip
    if line is None or line.customer_id == now.customer.pk:
        return None
    return Message("The same person is planned for as {name}.", {"name": str(line.customer)})


_ASKED: tuple[Callable[[Standing], Message | None], ...] = (
    _gone, _nobodys, _elsewhere, _handed_over, _by_lot, _said_so, _touched, _ordered,
)  # fmt: skip
