"""A plan for customers of several rhythms: the days and words of each group's own pace, in one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.engine.histories import Floats
from perennial.plan.candidates import Candidates, candidates_of
from perennial.plan.capacity import fit
from perennial.plan.ordering import Ordering, order_note, ordering_of, priorities
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Days, Situation
from perennial.plan.touch import Plan, Touch
from perennial.plan.week import touches_of

__all__ = [
    "Apart",
    "apart_of",
    "candidates_apart",
    "notes_apart",
    "touches_apart",
    "week_plan_apart",
]

_Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Customers planned for at one pace.

    Attributes
    ----------
    name
        Of their group; empty where there is no name for it.
    rows
        Shape (m,): their numbers among all customers.
    now
        They, with the settings of their pace.
    ordering
        What their part of the list goes by.
    """

    name: str
    rows: _Rows
    now: Situation
    ordering: Ordering


def apart_of(
    now: Situation, names: NDArray[np.object_], paces: Mapping[str, PlanSettings], *, customers: int
) -> tuple[Apart, ...]:
    """Part customers by their groups.

    Parameters
    ----------
    now
        All n customers, with the settings of the business.
    names
        Shape (n,): names of their groups.
    paces
        The settings of each group; those of the business go for groups that are not there.
    customers
        Of the whole business, of whom n may be a part.

    Returns
    -------
    tuple of Apart
        Groups with customers, one of all where there are no groups.
    """
    everyone = np.arange(len(now))
    whole = Apart(name="", rows=everyone, now=now, ordering=ordering_of(customers, now.settings))
    if not paces or not len(now):
        return (whole,)
    other = everyone[~np.isin(names.astype(np.str_), list(paces))]
    found = [_apart(now, name, everyone[names == name], pace, customers) for name, pace in paces.items()]
    parts = [*found, _apart(now, "", other, now.settings, customers)]
    return tuple(part for part in parts if len(part.rows))


def candidates_apart(parts: Sequence[Apart]) -> tuple[Candidates, Floats]:
    """Find the possible touches of all parts, and the priority of each, higher first; customers among all.

    Where the parts do not go by the same thing, the whole list goes by expected gain.
    """
    found = [candidates_of(part.now, part.ordering) for part in parts]
    is_mixed = len({part.ordering for part in parts}) > 1
    rank = [
        each.gain if is_mixed else priorities(part.ordering, each.gain, each.customer, part.now)
        for part, each in zip(parts, found, strict=True)
    ]
    customer = [part.rows[each.customer] for part, each in zip(parts, found, strict=True)]
    joined = Candidates(
        customer=np.concatenate(customer),
        play=np.concatenate([each.play for each in found]),
        first=np.concatenate([each.first for each in found]),
        last=np.concatenate([each.last for each in found]),
        gain=np.concatenate([each.gain for each in found]),
    )
    return joined, np.concatenate(rank)


def touches_apart(chosen: Candidates, day: Days, parts: Sequence[Apart]) -> tuple[Touch, ...]:
    """Say of chosen touches, one a customer and the best first, each on its day, how and why."""
    if len(parts) == 1:
        return touches_of(chosen, day, parts[0].now, parts[0].ordering)
    touches: dict[int, Touch] = {}
    for part in parts:
        mine = np.isin(chosen.customer, part.rows)
        some = chosen.take(mine)
        some = replace(some, customer=np.searchsorted(part.rows, some.customer))
        for touch in touches_of(some, day[mine], part.now, part.ordering):
            whose = int(part.rows[touch.customer])
            touches[whose] = replace(touch, customer=whose)
    return tuple(touches[int(whose)] for whose in chosen.customer)


def notes_apart(parts: Sequence[Apart]) -> tuple[Message, ...]:
    """Say what the list goes by: once where it is the same for all."""
    if len({part.ordering for part in parts}) == 1 and parts[0].ordering != "month_due":
        return (order_note(parts[0].ordering, parts[0].now),)
    notes = [(part.name, order_note(part.ordering, part.now)) for part in parts]
    return tuple(
        Message("{group}: {note}", {"group": name, "note": note}) if name else note for name, note in notes
    )


def week_plan_apart(parts: Sequence[Apart], *, capacity: int) -> Plan:
    """Choose the touches of one week, as `perennial.plan.week.week_plan` does, within one capacity."""
    found, rank = candidates_apart(parts)
    days = parts[0].now.worked_days
    chosen, at = fit(found.customer, found.first, found.last, rank, days=len(days), capacity=capacity)
    touches = touches_apart(found.take(chosen), days[at], parts)
    return Plan(
        week_of=parts[0].now.settings.week_of,
        touches=touches,
        left_out=len(np.unique(found.customer)) - len(touches),
        value_at_risk=sum(touch.value_at_risk for touch in touches),
        notes=notes_apart(parts) if len(found) else (),
    )


def _apart(now: Situation, name: str, rows: _Rows, pace: PlanSettings, customers: int) -> Apart:
    return Apart(
        name=name,
        rows=rows,
        now=replace(now.take(rows), settings=pace),
        ordering=ordering_of(customers, pace),
    )
