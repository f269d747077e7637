"""Plan everybody's week after a refresh: new lines, lines that still hold, and those that do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db import transaction
from django.utils import timezone

from perennial.core.days import NO_DAY, date_of, day_of
from perennial.flows.plan_today import OwnedTouch, plan_today, still_possible
from perennial.flows.refresh import Snapshot
from perennial.records.models import Business, Customer, Offer, PlannedTouch, Touch
from perennial.records.models.words import Play, purpose_of
from perennial.records.operations.give_way import give_way
from perennial.records.operations.plan_allowed import Allowed
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.plan_people import Planning, planning_of
from perennial.records.operations.plan_terms import terms_of
from perennial.records.operations.take_updates import update_rows
from perennial.records.operations.trials.draw_lots import drawing
from perennial.records.queries.offers.approval import needs_approval
from perennial.records.queries.stored_message import message_to_json

__all__ = ["PlanMade", "make_plan"]

_State = PlannedTouch.State
#: Lines that people made, or that wait for a person's answer: the plan leaves them alone.
_BY_PEOPLE = frozenset({Play.GREET, Play.FIRST, Play.CHORE})
_SET = (
    "seller",
    "play",
    "day",
    "reason",
    "offer_from",
    "offer_until",
    "churn_date",
    "value_at_risk",
    "expected_gain",
    "place",
    "channel",
    "purpose",
    "by_itself",
    "gift",
    "offer",
    "approval",
    "approved_by",
)
_COLUMNS = tuple(f"{name}_id" if name in {"seller", "gift", "approved_by"} else name for name in _SET)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMade:
    """What a plan came to.

    Attributes
    ----------
    lines
        Lines that are open because of it.
    waiting
        By seller, customers whom there is a reason to touch and who have agreed to no way of it, and their
        money at risk.
    """

    lines: int
    waiting: Mapping[int, tuple[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """How things stood when planning began: open lines with customer, play and way, and the last touch."""

    lines: Mapping[int, tuple[int, str, str]]
    last_touch: int

    @classmethod
    def read(cls) -> Self:
        open_ones = PlannedTouch.objects.filter(state=_State.OPEN)
        rows = open_ones.values_list("pk", "customer_id", "play", "channel")
        last = Touch.objects.order_by("-pk").values_list("pk", flat=True).first()
        return cls(lines={pk: (who, play, way) for pk, who, play, way in rows}, last_touch=last or 0)

    def touched_since(self, still_open: Mapping[int, PlannedTouch]) -> set[int]:
        """Give the customers whose line was closed since, or with whom a touch was logged."""
        closed = {customer for customer, _, _ in self.lines.values()} - still_open.keys()
        logged = Touch.objects.filter(pk__gt=self.last_touch, customer__isnull=False)
        return closed | {pk for pk in logged.values_list("customer_id", flat=True) if pk is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
    """The first day planned as the snapshot has it, and how much later that is for people.

    The two differ where an old log is looked at: its week is shown as if it were this one.
    """

    first: int
    shift: timedelta

    def day(self, number: int) -> date:
        return date_of(number) + self.shift


def make_plan(snapshot: Snapshot, business: Business, *, today: date) -> PlanMade:
    """Bring the open lines of all sellers in step with a snapshot; a second time changes nothing.

    Lines logged meanwhile stay logged; lines put off, those planned after a touch and those for somebody new
    stay as they are.
    """
    before, calendar = _Before.read(), _calendar(snapshot, today)
    planning = planning_of(snapshot, business, today=today)
    terms = terms_of(planning.owners, business, today=today, draw=drawing(today, planning.persons))
    plan = plan_today(
        snapshot,
        planning.customers,
        planning.workdays,
        day=calendar.first,
        excluded=planning.excluded,
        mistakes=planning.mistakes,
        terms=terms,
    )
    allowed = Allowed.read(terms, planning, today)
    possible = _still_possible(before, planning, snapshot, calendar, allowed)
    with transaction.atomic():
        planned = _bring_in_step(list(plan.touches), planning, calendar, before, possible)
    give_way()
    plan_leads(today=today)
    return PlanMade(lines=planned, waiting=_waiting(plan.waiting, planning))


def _waiting(ids: Iterable[str], planning: Planning) -> Mapping[int, tuple[int, float]]:
    waiting: dict[int, tuple[int, float]] = {}
    money = dict(Customer.objects.filter(owner__in=planning.sellers).values_list("pk", "value_at_risk"))
    for customer in map(int, ids):
        count, total = waiting.get(planning.owners[customer], (0, 0.0))
        waiting[planning.owners[customer]] = (count + 1, total + (money.get(customer) or 0.0))
    return waiting


def _calendar(snapshot: Snapshot, today: date) -> _Calendar:
    first, now = snapshot.as_of + 1, day_of(today)
    # The night of a refresh belongs to either day.
    is_live = now - first < 2
    if is_live:
        return _Calendar(first=max(first, now), shift=timedelta())
    return _Calendar(first=first, shift=timedelta(days=now - first))


def _still_possible(
    before: _Before, planning: Planning, snapshot: Snapshot, calendar: _Calendar, allowed: Allowed
) -> Mapping[int, bool]:
    """Say of the open lines whether they still make sense; found out while nobody has to wait for it."""
    possible = still_possible(
        snapshot,
        [(str(customer), play) for customer, play, _ in before.lines.values()],
        planning.workdays,
        day=calendar.first,
        mistakes=planning.mistakes,
    )
    return {
        pk: makes_sense and allowed.may(*line)
        for (pk, line), makes_sense in zip(before.lines.items(), possible, strict=True)
    }


def _bring_in_step(
    touches: list[OwnedTouch],
    planning: Planning,
    calendar: _Calendar,
    before: _Before,
    possible: Mapping[int, bool],
) -> int:
    lines = {
        line.customer_id: line
        for line in PlannedTouch.objects.filter(state=_State.OPEN).select_for_update(of=("self",))
    }
    left_alone = {pk for pk, line in lines.items() if _is_by_people(line)}
    taken = {planning.person(pk) for pk in left_alone | before.touched_since(lines)}
    planned = {
        int(each.customer_id): each for each in touches if planning.person(int(each.customer_id)) not in taken
    }
    taken |= {planning.person(pk) for pk in planned}
    rest = [line for pk, line in lines.items() if pk not in planned and pk not in left_alone]
    _drop(_over(rest, planning, calendar, possible, taken=taken))
    both = sorted(planned.keys() & lines.keys())
    update_rows([lines[pk] for pk in both if _set(lines[pk], planned[pk], planning, calendar)], _SET)
    new = {pk: PlannedTouch(customer_id=pk) for pk in planned if pk not in lines}
    for pk, line in new.items():
        _set(line, planned[pk], planning, calendar)
    PlannedTouch.objects.bulk_create(new.values(), batch_size=500, ignore_conflicts=True)
    return len(planned)


def _is_by_people(line: PlannedTouch) -> bool:
    by_hand = line.is_fixed or line.made_by_id is not None or line.snoozed_until is not None
    return by_hand or line.play in _BY_PEOPLE


def _over(
    rest: list[PlannedTouch],
    planning: Planning,
    calendar: _Calendar,
    possible: Mapping[int, bool],
    *,
    taken: set[str],
) -> list[PlannedTouch]:
    """Give the lines that do not hold any more: not planned again, and not both due and possible now.

    Nor do further lines of persons who have one (`taken`).
    """
    rest = sorted(rest, key=lambda line: (-line.expected_gain, line.pk))
    now = calendar.day(calendar.first)
    over = []
    for line in rest:
        person = planning.person(line.customer_id)
        is_theirs = planning.owners.get(line.customer_id) == line.seller_id
        is_asked_for = is_theirs and line.day <= now and str(line.customer_id) not in planning.excluded
        # A line that came up while the plan was made is not the plan's to take away.
        if not (possible.get(line.pk, True) and is_asked_for) or person in taken:
            over.append(line)
        else:
            taken.add(person)
    return over


def _drop(lines: Iterable[PlannedTouch]) -> None:
    pks = [line.pk for line in lines]
    PlannedTouch.objects.filter(pk__in=pks, state=_State.OPEN).update(
        state=_State.DROPPED, closed_at=timezone.now()
    )


def _set(line: PlannedTouch, owned: OwnedTouch, planning: Planning, calendar: _Calendar) -> bool:
    """Bring a line to what is planned; say whether that changes anything."""
    before = [getattr(line, name) for name in _COLUMNS]
    touch, day = owned.touch, calendar.day(owned.touch.day)
    # What was due earlier and is still to be done stays due.
    is_same = line.pk is not None and line.play == touch.play
    line.seller_id = planning.owners[int(owned.customer_id)]
    line.day = min(line.day, day) if is_same else day
    line.play, line.reason = touch.play, message_to_json(touch.reason)
    line.offer_from, line.offer_until = _date(touch.offer_from), _date(touch.offer_until)
    line.churn_date = _date(touch.churn_date)
    line.value_at_risk, line.expected_gain = touch.value_at_risk, touch.expected_gain
    line.place = owned.place
    line.channel, line.by_itself = owned.way, owned.by_itself
    line.purpose = purpose_of(touch.play)
    _offer(line, planning.gifts.get(owned.gift or ""), planning)
    return before != [getattr(line, name) for name in _COLUMNS]


def _offer(line: PlannedTouch, gift: Offer | None, planning: Planning) -> None:
    """Put an offer on a line; a word that was given for the same one still holds."""
    is_same = gift is not None and line.gift_id == gift.pk
    line.gift, line.offer = gift, "" if gift is None else gift.text(planning.business.language)
    if is_same and line.approval:
        return
    seller = planning.sellers.get(line.seller_id)
    is_dear = gift is not None and seller is not None and needs_approval(seller, gift, planning.business)
    line.approval, line.approved_by = PlannedTouch.Approval.NEEDED if is_dear else "", None


def _date(day: int) -> date | None:
    return None if day == NO_DAY else date_of(day)
