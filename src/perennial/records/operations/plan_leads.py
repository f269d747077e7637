"""Plan the calls to open leads of hunters: as many as the days ahead allow, one a person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from perennial.records.models import Business, Contact, PlannedTouch, Touch, User
from perennial.records.models.words import Outcome, Play
from perennial.records.operations.snooze_days import next_working_day
from perennial.records.queries.lead_calls import LeadCall, lead_calls
from perennial.records.queries.stored_message import message_to_json
from perennial.records.queries.today_people import contacts_of, keys_of, once_a_person

__all__ = ["plan_leads"]

_State = PlannedTouch.State
_DAYS = 5  # working days ahead
_SET = ("lead", "seller", "day", "place", "reason")
_AT_ONCE = 500


@transaction.atomic
def plan_leads(hunters: Collection[int] | None = None, *, today: date | None = None) -> int:
    """Bring the open lines of leads in step with what was done; a second time changes nothing.

    Lines put off, and those planned after a touch, stay on their day; lines of leads that are closed, won
    or somebody else's by now are dropped.

    Parameters
    ----------
    hunters
        Whose leads; None means everybody's.

    Returns
    -------
    The number of lines that the plan has opened or kept open.
    """
    day = today or timezone.localdate()
    calls = {call.lead.customer_id: call for call in lead_calls(hunters, day)}
    lines = _lines(hunters, calls)
    _drop(line for pk, line in lines.items() if pk not in calls)
    standing = {pk for pk in lines.keys() & calls.keys() if _stands(lines[pk])}
    _keep_up([lines[pk] for pk in standing if lines[pk].play == Play.FIRST], calls)
    free = _one_a_person([call for pk, call in calls.items() if pk not in standing])
    planned = _fit(free, {call.lead.hunter_id or 0 for call in calls.values()}, calls.keys() - standing, day)
    _drop(lines[pk] for pk in lines.keys() & calls.keys() - standing - planned.keys())
    _write(planned, calls, lines)
    return len(planned)


def _stands(line: PlannedTouch) -> bool:
    """Say whether a line is not the plan's to move: for another reason than a lead, or made by people."""
    return line.play != Play.FIRST or line.made_by_id is not None or line.snoozed_until is not None


def _drop(lines: Iterable[PlannedTouch]) -> None:
    ids = [line.pk for line in lines]
    PlannedTouch.objects.filter(pk__in=ids).update(state=_State.DROPPED, closed_at=timezone.now())


def _lines(hunters: Collection[int] | None, calls: Iterable[int]) -> dict[int, PlannedTouch]:
    """Give the open lines of these leads' customers, and those of leads that are not open any more."""
    every = PlannedTouch.objects.filter(state=_State.OPEN).select_related("made_by")
    first = every.filter(play=Play.FIRST)
    mine = first if hunters is None else first.filter(seller__in=hunters)
    lines = {line.customer_id: line for line in mine.select_for_update(of=("self",))}
    others = sorted(set(calls) - lines.keys())
    for at in range(0, len(others), _AT_ONCE):
        lines |= {line.customer_id: line for line in every.filter(customer__in=others[at : at + _AT_ONCE])}
    return lines


def _keep_up(lines: list[PlannedTouch], calls: Mapping[int, LeadCall]) -> None:
    """Give lines that stay to whose lead it is now, and tell of the touches before a next try anew."""
    for line in lines:
        call = calls[line.customer_id]
        line.seller_id, line.lead_id = call.lead.hunter_id or line.seller_id, call.lead.pk
        line.place = call.place
        if line.made_by is not None and line.made_by.outcome == Outcome.NO_ANSWER:
            line.reason = message_to_json(call.reason())
    PlannedTouch.objects.bulk_update(lines, ["seller", "lead", "place", "reason"], batch_size=_AT_ONCE)


def _one_a_person(calls: list[LeadCall]) -> list[LeadCall]:
    """Keep one lead of each person, in the order of the calls, and none of a person with a line already."""
    calls = sorted(calls, key=lambda call: (call.place, call.lead.pk))
    customers = {call.lead.customer_id: call.lead.customer for call in calls}
    contacts: dict[int, list[Contact]] = {}
    for at in range(0, len(calls), _AT_ONCE):
        contacts |= contacts_of(call.lead.customer for call in calls[at : at + _AT_ONCE])
    keys = {pk: keys_of(each, contacts.get(pk, ())) for pk, each in customers.items()}
    busy = PlannedTouch.objects.filter(state=_State.OPEN).values("customer")
    theirs = Contact.objects.filter(customer__in=busy).exclude(normal="")
    taken = {
        f"{kind}:{normal}"
        for pk, kind, normal in theirs.values_list("customer_id", "kind", "normal")
        if pk not in customers
    }
    once = once_a_person([(keys[call.lead.customer_id], call) for call in calls])
    return [call for call in once if not keys[call.lead.customer_id] & taken]


def _fit(
    calls: list[LeadCall], hunters: Collection[int], planned_anew: Collection[int], today: date
) -> Mapping[int, date]:
    """Give a day to as many calls as fit the days ahead; by customer."""
    business = Business.current()
    days = _days(today, business.working_days)
    busy = _busy(hunters, planned_anew, today, days[0])
    sellers = User.objects.in_bulk(hunters)
    by_hunter: dict[int, list[LeadCall]] = defaultdict(list)
    for call in calls:
        by_hunter[call.lead.hunter_id or 0].append(call)
    planned: dict[int, date] = {}
    for pk, waiting in by_hunter.items():
        a_day = sellers[pk].touches_a_day or business.touches_a_day
        for day in days:
            due = [call for call in waiting if call.due <= day and call.lead.customer_id not in planned]
            fresh = [call for call in due if call.worked.last is None and call.due == today == day]
            room = max(a_day - busy[pk, day], len(fresh))  # who came in today is called today
            planned |= {call.lead.customer_id: day for call in due[:room]}
    return planned


def _days(today: date, working: Collection[int]) -> list[date]:
    days = [next_working_day(today - timedelta(days=1), working)]
    while len(days) < _DAYS:
        days.append(next_working_day(days[-1], working))
    return days


def _busy(
    hunters: Collection[int], planned_anew: Collection[int], today: date, first: date
) -> Counter[tuple[int, date]]:
    """Count what stands on the days already: lines that stay, and what was done today."""
    busy: Counter[tuple[int, date]] = Counter()
    lines = PlannedTouch.objects.filter(seller__in=hunters, state=_State.OPEN)
    rows = lines.annotate(due=Coalesce("snoozed_until", "day")).values_list("seller_id", "customer_id", "due")
    for seller, customer, due in rows:
        busy[seller, max(due, first)] += customer not in planned_anew
    done = Touch.objects.filter(seller__in=hunters, day=today, undone_at__isnull=True, customer__isnull=False)
    for seller in done.values_list("seller_id", flat=True):
        busy[seller or 0, today] += 1
    return busy


def _write(
    planned: Mapping[int, date], calls: Mapping[int, LeadCall], lines: Mapping[int, PlannedTouch]
) -> None:
    changed, new = [], []
    for pk, day in planned.items():
        call, line = calls[pk], lines.get(pk)
        values = {
            "lead_id": call.lead.pk,
            "seller_id": call.lead.hunter_id,
            "day": day,
            "place": call.place,
            "reason": message_to_json(call.reason()),
        }
        if line is None:
            new.append(PlannedTouch(customer_id=pk, play=Play.FIRST, **values))
        elif any(getattr(line, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(line, name, value)
            changed.append(line)
    PlannedTouch.objects.bulk_update(changed, _SET, batch_size=_AT_ONCE)
    PlannedTouch.objects.bulk_create(new, batch_size=_AT_ONCE, ignore_conflicts=True)
