"""Plan a day or a week from a snapshot: for each owner the touches that fit, at most one a person."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.engine.histories import Floats
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.refresh.snapshot_situation import Workdays, parts_of_snapshot, situation_of_snapshot
from perennial.plan.apart import Apart, candidates_apart, notes_apart, touches_apart
from perennial.plan.assignment import assign
from perennial.plan.candidates import Candidates
from perennial.plan.plays import days_of_play
from perennial.plan.room import NOTHING, Choices, Limits
from perennial.plan.situation import Days, Situation
from perennial.plan.touch import Touch

__all__ = ["OwnedCustomer", "OwnedTouch", "OwnersPlan", "Workdays", "plan_today", "still_possible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedCustomer:
    """A customer with their owner; `person` is the same for records of one person, None where not known."""

    customer_id: str
    owner: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedTouch:
    """A planned touch, whose it is and with whom; `touch.customer` is the row of the snapshot.

    `place` is its number in the owner's list where that does not go by expected gain, else 0.
    """

    owner: str
    customer_id: str
    touch: Touch
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersPlan:
    """The touches of all owners, each owner's in the order of the list.

    `week_of` is the first day planned; `left_out` counts, for each owner, persons with a play beyond the
    capacity; `notes` say what the list goes by.
    """

    week_of: int
    touches: tuple[OwnedTouch, ...]
    left_out: Mapping[str, int]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Customers to plan for; arrays of shape (m,): rows of the snapshot, codes of owners and of persons."""

    row: NDArray[np.intp]
    owner: NDArray[np.intp]
    person: NDArray[np.intp]
    owners: tuple[str, ...]


def plan_today(
    snapshot: Snapshot,
    customers: Sequence[OwnedCustomer],
    workdays: Workdays,
    *,
    day: int,
    days: int = 7,
    excluded: frozenset[str] = frozenset(),
    mistakes: Mapping[str, int] | None = None,
) -> OwnersPlan:
    """Choose touches for each owner from what a snapshot says.

    Parameters
    ----------
    snapshot
        The snapshot; customers who object to being forecast are never planned.
    customers
        Whom to plan for, with their owners; those without an order yet are passed over.
    workdays
        How the business works.
    day
        Day number of the first day planned; never before the day after the snapshot's.
    days
        1 for that day alone, up to 7 for the week from it on.
    excluded
        Ids of customers not to be touched (handed over and waiting, put off); with them go all records of
        the same person.
    mistakes
        Days of serious mistakes that are not put right yet, by customer id.

    Returns
    -------
    Touches, at most one a person, which together gain most; each owner's in the order of the list.
    """
    first = max(day, snapshot.as_of + 1)
    everyone = situation_of_snapshot(snapshot, workdays, week_of=first, days=days, mistakes=mistakes)
    rows = _rows(snapshot, customers, excluded)
    parts = parts_of_snapshot(snapshot, everyone, rows.row)
    found, rank = candidates_apart(parts)
    by_gain = {part.ordering for part in parts} not in ({"past_gap"}, {"month_due"})
    chosen, at = _chosen(found, rank if by_gain else _worth(rank), rows, parts, workdays)
    touches = touches_apart(found.take(chosen), parts[0].now.worked_days[at], parts)
    return OwnersPlan(
        week_of=first,
        touches=tuple(sorted(_owned(touches, rows, snapshot, in_order=not by_gain), key=attrgetter("owner"))),
        left_out=_left_out(found, chosen, rows),
        notes=_notes(snapshot, everyone) if len(found) else (),
    )


def still_possible(
    snapshot: Snapshot,
    planned: Sequence[tuple[str, str]],
    workdays: Workdays,
    *,
    day: int,
    mistakes: Mapping[str, int] | None = None,
) -> list[bool]:
    """Say which touches planned earlier still make sense on a day.

    Parameters
    ----------
    planned
        Customer id and play of each; customers who are not forecast (any more) are not touched.
    workdays, day, mistakes
        As in `plan_today`.
    """
    place = {each: row for row, each in enumerate(snapshot.columns["customer_id"])}
    everyone = situation_of_snapshot(snapshot, workdays, week_of=day, mistakes=mistakes)
    is_forecast = snapshot.is_forecast
    answer = [False] * len(planned)
    for play in {play for _, play in planned if play in workdays.priors}:
        of_play = [n for n, (who, of) in enumerate(planned) if of == play and who in place]
        known = [n for n in of_play if is_forecast[place[planned[n][0]]]]
        row = np.array([place[planned[n][0]] for n in known], dtype=np.intp)
        for part in parts_of_snapshot(snapshot, everyone, row):
            first, last = days_of_play(play, part.now, part.ordering)
            for at, is_possible in zip(part.rows, (first <= day) & (day <= last), strict=True):
                answer[known[at]] = bool(is_possible)
    return answer


def _rows(snapshot: Snapshot, customers: Sequence[OwnedCustomer], excluded: frozenset[str]) -> _Rows:
    place = {each: row for row, each in enumerate(snapshot.columns["customer_id"])}
    is_forecast = snapshot.is_forecast
    out = {_person(each) for each in customers if each.customer_id in excluded}
    kept = [
        (row, each)
        for each in customers
        if (row := place.get(each.customer_id)) is not None
        and is_forecast[row]
        and each.customer_id not in excluded
        and _person(each) not in out
    ]
    owners = sorted({each.owner for _, each in kept})
    owner_code = {owner: code for code, owner in enumerate(owners)}
    persons: dict[tuple[str, str], int] = {}
    return _Rows(
        row=np.array([row for row, _ in kept], dtype=np.intp),
        owner=np.array([owner_code[each.owner] for _, each in kept], dtype=np.intp),
        person=np.array([persons.setdefault(_person(each), len(persons)) for _, each in kept], dtype=np.intp),
        owners=tuple(owners),
    )


def _person(customer: OwnedCustomer) -> tuple[str, str]:
    # The two kinds of key never meet.
    if customer.person is None:
        return "customer", customer.customer_id
    return "person", customer.person


def _worth(rank: Floats) -> Floats:
    """Turn a rank into something that adds up: the last of the list is worth 1."""
    worth = np.empty(len(rank))
    worth[np.argsort(rank, kind="stable")] = np.arange(1, len(rank) + 1)
    return worth


def _chosen(
    found: Candidates, worth: Floats, rows: _Rows, parts: Sequence[Apart], workdays: Workdays
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Choose touches for all owners at once; the most worth first, with the position of the day of each."""
    nothing, now = np.zeros(0), parts[0].now
    choices = Choices(
        person=rows.person[found.customer],
        seller=rows.owner[found.customer],
        gift=np.full(len(found), NOTHING),
        first=found.first,
        last=found.last,
        gain=worth,
        cost=np.zeros(len(found)),
    )
    ahead = now.worked_days - now.settings.week_of
    limits = Limits(capacity=_places(rows.owners, ahead, workdays), stock=nothing, budget=nothing)
    plan = assign(choices, limits)
    order = np.argsort(-worth[plan.chosen], kind="stable")
    return plan.chosen[order], plan.day[order]


def _places(owners: Sequence[str], ahead: Days, workdays: Workdays) -> NDArray[np.int64]:
    """Give how many touches fit for each owner on each day planned; none while they are away."""
    places = np.zeros((len(owners), len(ahead)), dtype=np.int64)
    for code, owner in enumerate(owners):
        is_there = ~np.isin(ahead, list(workdays.away.get(owner, ())))
        places[code] = np.where(is_there, workdays.capacity.get(owner, 0), 0)
    return places


def _left_out(found: Candidates, chosen: NDArray[np.intp], rows: _Rows) -> Mapping[str, int]:
    """Count for each owner the persons they could have touched and nobody does."""
    whom, whose = rows.person[found.customer], rows.owner[found.customer]
    touched = np.isin(whom, whom[chosen])
    return {owner: len(np.unique(whom[(whose == code) & ~touched])) for code, owner in enumerate(rows.owners)}


def _owned(
    touches: Sequence[Touch], rows: _Rows, snapshot: Snapshot, *, in_order: bool
) -> Iterator[OwnedTouch]:
    """Give each touch to its owner, numbered within the owner's list where that has an order of its own."""
    seen = Counter[int]()
    for touch in touches:
        code, row = int(rows.owner[touch.customer]), int(rows.row[touch.customer])
        seen[code] += 1
        yield OwnedTouch(
            owner=rows.owners[code],
            customer_id=str(snapshot.columns["customer_id"][row]),
            touch=replace(touch, customer=row),
            place=seen[code] if in_order else 0,
        )


def _notes(snapshot: Snapshot, everyone: Situation) -> tuple[Message, ...]:
    return notes_apart(parts_of_snapshot(snapshot, everyone, np.flatnonzero(snapshot.is_forecast)))
