"""The best plan under all limits, with lots drawn for whom it would touch before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.flows.plan_choices import Offered
from perennial.flows.plan_rows import Rows
from perennial.flows.plan_terms import Terms
from perennial.flows.refresh.snapshot_situation import Workdays
from perennial.plan.assignment import Assigned, assign
from perennial.plan.candidates import Candidates
from perennial.plan.room import NOTHING, Limits
from perennial.plan.touch import PLAYS

__all__ = ["BestPlan", "best_plan", "limits_of"]

_Places = NDArray[np.intp]
#: Rounds in which places of those held out are given to others; a place that is free after them stays free.
_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BestPlan:
    """Chosen touches, the most worth first.

    Attributes
    ----------
    candidate, day
        Shape (c,): which possible touch, and the position of its day.
    more
        Shape (c,): what the offer adds to the expected gain of the touch, or takes from it.
    way, gift
        Names, one a touch; the gift None where nothing is given.
    by_itself
        Shape (c,): whether the house does it.
    """

    candidate: _Places
    day: _Places
    more: Floats
    way: tuple[str, ...]
    gift: tuple[str | None, ...]
    by_itself: NDArray[np.bool_]


def limits_of(rows: Rows, ahead: NDArray[np.int64], workdays: Workdays, terms: Terms) -> Limits:
    """Say what there is of everything: of each owner's days, of what the house sends, of offers."""
    capacity = np.zeros((len(rows.owners) + 1, len(ahead)), dtype=np.int64)
    for code, owner in enumerate(rows.owners):
        is_there = ~np.isin(ahead, list(workdays.away.get(owner, ())))
        busy = np.array([workdays.busy.get(owner, {}).get(int(day), 0) for day in ahead], dtype=np.int64)
        fits = np.maximum(workdays.capacity.get(owner, 0) - busy, 0)
        capacity[code] = np.where(is_there, fits, 0)
    capacity[-1] = terms.sent_a_day
    gifts = tuple(terms.gifts.values())
    return Limits(
        capacity=capacity,
        stock=np.array([each.stock for each in gifts]),
        budget=np.array([each.budget for each in gifts]),
        purse=terms.purse,
    )


def best_plan(
    offered: Offered, found: Candidates, rows: Rows, limits: Limits, terms: Terms, *, by_gain: bool
) -> BestPlan:
    """Choose touches of the greatest total gain, nobody who is held out among them.

    Parameters
    ----------
    offered, found
        The choices, and the possible touches that they are made of.
    by_gain
        Whether the choices' gains are expected gains.
    """
    left = offered.take(~_named(offered, found, rows, terms.held_out))
    for _ in range(_ROUNDS if terms.draw else 0):
        plan = assign(left.choices, limits)
        out = _drawn(left.take(plan.chosen), found, rows, terms)
        if not out:
            return _told(left, found, plan, by_gain=by_gain)
        left = left.take(~_among(left, found, rows, out))
    plan = assign(left.choices, limits)
    if terms.draw:
        chosen = left.take(plan.chosen)
        stay = ~_among(chosen, found, rows, _drawn(chosen, found, rows, terms))
        plan = Assigned(chosen=plan.chosen[stay], day=plan.day[stay], gain=plan.gain, bound=plan.bound)
    return _told(left, found, plan, by_gain=by_gain)


def _pairs(some: Offered, found: Candidates, rows: Rows) -> Sequence[tuple[str, str]]:
    whose, plays = found.customer[some.candidate], found.play[some.candidate]
    return [(rows.ids[who], PLAYS[play]) for who, play in zip(whose.tolist(), plays.tolist(), strict=True)]


def _drawn(chosen: Offered, found: Candidates, rows: Rows, terms: Terms) -> frozenset[tuple[str, str]]:
    return terms.draw(_pairs(chosen, found, rows)) if terms.draw else frozenset()


def _named(
    some: Offered, found: Candidates, rows: Rows, by_play: Mapping[str, frozenset[str]]
) -> NDArray[np.bool_]:
    out = frozenset((who, play) for play, held in by_play.items() for who in held)
    return _among(some, found, rows, out)


def _among(
    some: Offered, found: Candidates, rows: Rows, out: frozenset[tuple[str, str]]
) -> NDArray[np.bool_]:
    """Say which touches are of a play from which their person is held out, by whichever of their records."""
    if not out:
        return np.zeros(len(some.candidate), dtype=np.bool_)
    place = {who: at for at, who in enumerate(rows.ids)}
    codes = {(int(rows.person[place[who]]), play) for who, play in out if who in place}
    persons = rows.person[found.customer[some.candidate]]
    plays = found.play[some.candidate]
    told = zip(persons.tolist(), plays.tolist(), strict=True)
    return np.array([(person, PLAYS[play]) in codes for person, play in told], dtype=np.bool_)


def _told(left: Offered, found: Candidates, plan: Assigned, *, by_gain: bool) -> BestPlan:
    order = np.argsort(-left.choices.gain[plan.chosen], kind="stable")
    chosen = left.take(plan.chosen[order])
    more = chosen.choices.gain - found.gain[chosen.candidate]
    return BestPlan(
        candidate=chosen.candidate,
        day=plan.day[order],
        more=more if by_gain else np.zeros(len(more)),
        way=tuple(chosen.ways[way] for way in chosen.way),
        gift=tuple(chosen.gifts[gift] if gift != NOTHING else None for gift in chosen.choices.gift),
        by_itself=chosen.by_itself,
    )
