"""Plan a day or a week from a snapshot: for each owner the touches that fit, at most one a person."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.engine.histories import Floats
from perennial.flows.plan_best import BestPlan, best_plan, limits_of
from perennial.flows.plan_choices import offered
from perennial.flows.plan_rows import OwnedCustomer, Rows, rows_of
from perennial.flows.plan_terms import ANYBODY, Terms
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.refresh.snapshot_situation import Workdays, parts_of_snapshot, situation_of_snapshot
from perennial.plan.apart import candidates_apart, notes_apart, touches_apart
from perennial.plan.candidates import Candidates
from perennial.plan.plays import days_of_play
from perennial.plan.situation import Situation
from perennial.plan.touch import Touch

__all__ = ["OwnedCustomer", "OwnedTouch", "OwnersPlan", "Workdays", "plan_today", "still_possible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedTouch:
    """A planned touch, whose it is and with whom; `touch.customer` is the row of the snapshot.

    `place` is its number in the owner's list where that does not go by expected gain, else 0. `way` is how
    the customer is reached, `gift` the name of the offer that goes with it, `by_itself` whether the house
    does it.
    """

    owner: str
    customer_id: str
    touch: Touch
    place: int
    way: str = "call"
    gift: str | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersPlan:
    """The touches of all owners, each owner's in the order of the list.

    `week_of` is the first day planned; `left_out` counts, for each owner, persons with a play beyond the
    capacity; `waiting` names the customers who have a play and have agreed to no way of it; `notes` say what
    the list goes by.
    """

    week_of: int
    touches: tuple[OwnedTouch, ...]
    left_out: Mapping[str, int]
    waiting: tuple[str, ...]
    notes: tuple[Message, ...]


def plan_today(
    snapshot: Snapshot,
    customers: Sequence[OwnedCustomer],
    workdays: Workdays,
    *,
    day: int,
    days: int = 7,
    excluded: frozenset[str] = frozenset(),
    mistakes: Mapping[str, int] | None = None,
    terms: Terms = ANYBODY,
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
    terms
        What else is kept to: consent, offers, lots.

    Returns
    -------
    Touches, at most one a person, which together gain most; each owner's in the order of the list.
    """
    first = max(day, snapshot.as_of + 1)
    everyone = situation_of_snapshot(snapshot, workdays, week_of=first, days=days, mistakes=mistakes)
    rows = rows_of(snapshot, customers, excluded)
    parts = parts_of_snapshot(snapshot, everyone, rows.row)
    found, rank = candidates_apart(parts)
    by_gain = {part.ordering for part in parts} not in ({"past_gap"}, {"month_due"})
    own = everyone.take(rows.row)
    ahead = parts[0].now.worked_days - first
    choices = offered(
        found,
        rank if by_gain else _worth(rank),
        rows,
        terms,
        priors=workdays.priors,
        spend=own.spend_per_order,
        usual_gap=own.forecast.fixed_median,
        ahead=ahead,
        by_gain=by_gain,
    )
    limits = limits_of(rows, ahead, workdays, terms)
    plan = best_plan(choices, found, rows, limits, terms, by_gain=by_gain)
    touches = touches_apart(found.take(plan.candidate), parts[0].now.worked_days[plan.day], parts)
    return OwnersPlan(
        week_of=first,
        touches=tuple(
            sorted(_owned(touches, plan, found, rows, in_order=not by_gain), key=attrgetter("owner"))
        ),
        left_out=_left_out(found, plan.candidate, rows),
        waiting=tuple(rows.ids[each] for each in np.unique(found.customer[choices.waiting])),
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


def _worth(rank: Floats) -> Floats:
    """Turn a rank into something that adds up: the last of the list is worth 1."""
    worth = np.empty(len(rank))
    worth[np.argsort(rank, kind="stable")] = np.arange(1, len(rank) + 1)
    return worth


def _left_out(found: Candidates, chosen: NDArray[np.intp], rows: Rows) -> Mapping[str, int]:
    """Count for each owner the persons they could have touched and nobody does."""
    whom, whose = rows.person[found.customer], rows.owner[found.customer]
    touched = np.isin(whom, whom[chosen])
    return {owner: len(np.unique(whom[(whose == code) & ~touched])) for code, owner in enumerate(rows.owners)}


def _owned(
    touches: Sequence[Touch], plan: BestPlan, found: Candidates, rows: Rows, *, in_order: bool
) -> Iterator[OwnedTouch]:
    """Give each touch to its owner, numbered within the owner's list where that has an order of its own."""
    place = {int(whose): at for at, whose in enumerate(found.customer[plan.candidate])}
    seen = Counter[int]()
    for touch in touches:
        at, code = place[touch.customer], int(rows.owner[touch.customer])
        seen[code] += 1
        gain = touch.expected_gain + float(plan.more[at])
        yield OwnedTouch(
            owner=rows.owners[code],
            customer_id=rows.ids[touch.customer],
            touch=replace(touch, customer=int(rows.row[touch.customer]), expected_gain=gain),
            place=seen[code] if in_order else 0,
            way=plan.way[at],
            gift=plan.gift[at],
            by_itself=bool(plan.by_itself[at]),
        )


def _notes(snapshot: Snapshot, everyone: Situation) -> tuple[Message, ...]:
    return notes_apart(parts_of_snapshot(snapshot, everyone, np.flatnonzero(snapshot.is_forecast)))
