"""Why the plan does not touch one customer now, as far as forecasts, rules and consent tell."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perennial.flows.plan_terms import PlayTerms, Terms
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.refresh.snapshot_situation import Workdays, parts_of_snapshot, situation_of_snapshot
from perennial.plan.apart import Apart
from perennial.plan.candidates import gain_of
from perennial.plan.plays import days_of_play
from perennial.plan.rule import SERVICE
from perennial.plan.situation import NEVER

__all__ = ["WhyNot", "why_not"]

_WEEK = 7
Why = Literal["unknown", "consent", "crowded", "costs", "later", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why, and of which play.

    Attributes
    ----------
    why
        ``unknown``: nothing is forecast; ``consent``: the play of the week may not be made; ``crowded``:
        others gain more; ``costs``: it costs more than it is expected to gain; ``later``: the next play
        begins on `day`; ``none``: no play is foreseen.
    play
        Empty where there is none.
    day
        Day number; 0 where there is none.
    gain
        Expected of the play, in the unit of money at risk.
    """

    why: Why
    play: str = ""
    day: int = 0
    gain: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """Days of a play; `now` is the first of them that is worked this week, 0 where none is."""

    play: str
    first: int
    last: int
    now: int
    gain: float


def why_not(snapshot: Snapshot, customer: str, workdays: Workdays, *, day: int, terms: Terms) -> WhyNot:
    """Say why a customer has no touch in the week from a day on.

    Parameters
    ----------
    customer
        Its id.
    workdays, day, terms
        As in `perennial.flows.plan_today.plan_today`.
    """
    found = np.flatnonzero(snapshot.columns["customer_id"] == customer)
    if not len(found) or not snapshot.is_forecast[found[0]]:
        return WhyNot(why="unknown")
    first = max(day, snapshot.as_of + 1)
    everyone = situation_of_snapshot(snapshot, workdays, week_of=first)
    (part,) = parts_of_snapshot(snapshot, everyone, found)
    spans = [_span(play, part) for play in part.now.settings.priors]
    return _this_week(spans, customer, terms) or _next(spans, first)


def _span(play: str, part: Apart) -> _Span:
    first, last = days_of_play(play, part.now, part.ordering)
    worked = part.now.worked_days
    inside = worked[(worked >= first[0]) & (worked <= last[0])]
    gain = gain_of(play, np.zeros(1, np.intp), inside[:1], part.now)[0] if len(inside) else 0.0
    now = int(inside[0]) if len(inside) else 0
    return _Span(play=play, first=int(first[0]), last=int(last[0]), now=now, gain=float(gain))


def _this_week(spans: list[_Span], customer: str, terms: Terms) -> WhyNot | None:
    now = [each for each in spans if each.now]
    if not now:
        return None
    worth = [each for each in now if each.gain > 0]
    allowed = [each for each in worth if _may(each.play, customer, terms)]
    why: Why = "crowded" if allowed else "consent" if worth else "costs"
    shown = max(allowed or worth or now, key=lambda each: each.gain)
    return WhyNot(why=why, play=shown.play, day=shown.now, gain=shown.gain)


def _may(play: str, customer: str, terms: Terms) -> bool:
    if terms.ways is None:
        return True
    of = terms.ways.get(customer)
    agreed = frozenset[str]() if of is None else of.service if play in SERVICE else of.advertising
    return bool(agreed.intersection(terms.plays.get(play, PlayTerms()).ways))


def _next(spans: list[_Span], day: int) -> WhyNot:
    """Give the play whose days come first after this week."""
    then = day + _WEEK
    ahead = [each for each in spans if each.first <= each.last and each.last >= then and each.first < NEVER]
    if not ahead:
        return WhyNot(why="none")
    soonest = min(ahead, key=lambda each: each.first)
    return WhyNot(why="later", play=soonest.play, day=max(soonest.first, then))
