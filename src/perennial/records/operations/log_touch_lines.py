"""What a touch does to the lines of Today: closes those of the person, and plans the next one."""

from datetime import date, timedelta

from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.records.models import Business, Customer, Lead, PlannedTouch, Touch, User
from perennial.records.models.words import Outcome, Play, purpose_of
from perennial.records.operations.snooze_days import next_working_day
from perennial.records.queries.today_people import same_person

__all__ = ["MOST_TRIES", "close_lines", "plan_follow_up"]

#: Calls without an answer, one after another, before a person is left alone for longer.
MOST_TRIES = 3
_REST_DAYS = 14
_TRIES_WITHIN = 30


def close_lines(touch: Touch) -> list[PlannedTouch]:
    """Close the open lines of the person, whichever record and seller they stand on.

    Returns
    -------
    list
        The lines closed, those of the very record first.
    """
    assert touch.customer is not None
    people = same_person(touch.customer)
    lines = PlannedTouch.objects.select_for_update(of=("self",)).filter(
        customer__in=people, state=PlannedTouch.State.OPEN
    )
    found = sorted(lines, key=lambda line: people.index(line.customer_id))
    for line in found:
        line.state, line.touch, line.closed_at = PlannedTouch.State.DONE, touch, timezone.now()
    PlannedTouch.objects.bulk_update(found, ["state", "touch", "closed_at"])
    return found


def plan_follow_up(touch: Touch, line: PlannedTouch | None, promise_day: date | None) -> PlannedTouch | None:
    """Plan the next line where the outcome asks for one: nobody answered, a promise, another number."""
    if touch.outcome == Outcome.PROMISED and promise_day is not None:
        day = {"day": day_of(promise_day)}
        promised = Message("Said they would buy on {day:date}.", day)
        if touch.lead is not None:
            promised = Message("Agreed for {day:date}: a meeting or the first order.", day)
        return _plan(touch, line, promise_day, {"text": promised.text, "facts": dict(promised.facts)})
    if line is None:
        return None
    if touch.outcome == Outcome.NO_ANSWER:
        return _plan(touch, line, _next_try(touch))
    if touch.outcome == Outcome.WRONG_NUMBER and _has_phone(touch):
        return _plan(touch, line, touch.day)
    return None


def _plan(
    touch: Touch, line: PlannedTouch | None, day: date, reason: dict[str, object] | None = None
) -> PlannedTouch:
    customer = touch.customer
    assert customer is not None
    source = line or _line_of(customer, touch.lead)
    return PlannedTouch.objects.create(
        customer=customer,
        lead=touch.lead,
        seller=(line.seller if line else None) or _whose(touch),
        play=source.play,
        day=day,
        place=source.place,
        reason=reason or source.reason,
        purpose=purpose_of(source.play),
        channel=source.channel,
        offer=source.offer,
        gift=source.gift,
        approval=source.approval,
        approved_by=source.approved_by,
        offer_from=source.offer_from,
        offer_until=source.offer_until,
        churn_date=source.churn_date,
        value_at_risk=source.value_at_risk,
        expected_gain=source.expected_gain,
        made_by=touch,
    )


def _whose(touch: Touch) -> User:
    owner = touch.lead.hunter if touch.lead else None
    whose = owner or (touch.customer.owner if touch.customer else None) or touch.seller
    assert whose is not None
    return whose


def _line_of(customer: Customer, lead: Lead | None) -> PlannedTouch:
    return PlannedTouch(
        play=Play.FIRST if lead else Play.REMIND,
        offer_from=customer.offer_from,
        offer_until=customer.offer_until,
        churn_date=customer.churn_date,
        value_at_risk=customer.value_at_risk,
    )


def _next_try(touch: Touch) -> date:
    tomorrow = next_working_day(touch.day, Business.current().working_days)
    return tomorrow if _tries(touch) < MOST_TRIES else tomorrow + timedelta(days=_REST_DAYS)


def _tries(touch: Touch) -> int:
    """Count the calls without an answer since somebody last answered, this one among them."""
    outcomes = Touch.objects.filter(
        customer=touch.customer,
        undone_at__isnull=True,
        day__gte=touch.day - timedelta(days=_TRIES_WITHIN),
    ).order_by("-happened_at", "-id")
    tries = 0
    for outcome in outcomes.values_list("outcome", flat=True)[: MOST_TRIES + 1]:
        if outcome != Outcome.NO_ANSWER:
            break
        tries += 1
    return tries


def _has_phone(touch: Touch) -> bool:
    assert touch.customer is not None
    return touch.customer.contacts.filter(kind="phone", wrong_since__isnull=True).exists()
