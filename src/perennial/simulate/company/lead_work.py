"""Hunters' touches with leads: the first contact, what follows it, and the day of the first order."""

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets, next_true
from perennial.simulate.company.contacts import NOBODY, Contacts, joined
from perennial.simulate.company.hunting import BEYOND, Paths
from perennial.simulate.company.staff import Staff
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["work_on_leads"]

_EXTRA = 1.1  # further calls a lead
_LONGEST = 60.0  # days after which nobody calls any more


def work_on_leads(paths: Paths, staff: Staff, calendar: Calendar, rng: np.random.Generator) -> Contacts:
    """Give every touch with a lead up to the first order or the end."""
    end = np.minimum(paths.won, paths.lost)
    lead, day = _extra_calls(paths, end, staff, calendar, rng)
    meets, offers = np.flatnonzero(paths.meeting < BEYOND), np.flatnonzero(paths.offer < BEYOND)
    wins, loses = np.flatnonzero(paths.won < BEYOND), np.flatnonzero(paths.lost < BEYOND)
    loses = loses[rng.random(len(loses)) < 0.5]
    return joined(
        [
            _first(paths, rng),
            _touches(
                paths, lead, day, "call", np.where(rng.random(len(lead)) < 0.35, "no_answer", "reached")
            ),
            _touches(paths, meets, paths.meeting[meets], "meeting", _all("reached", meets)),
            _touches(paths, offers, paths.offer[offers], "mail", _all("none", offers)),
            _touches(paths, wins, paths.won[wins], "call", _all("ordered", wins)),
            _touches(paths, loses, paths.lost[loses], "call", _all("refused", loses)),
        ]
    )


def _first(paths: Paths, rng: np.random.Generator) -> Contacts:
    who, draw = np.arange(len(paths.hunter)), rng.random(len(paths.hunter))
    missed = (paths.reached == BEYOND) & ~paths.inbound
    outcome = np.select(
        [missed & (draw < 0.05), missed, (paths.won < BEYOND) & (draw < 0.3)],
        ["wrong_number", "no_answer", "promised"],
        default="reached",
    )
    channel = np.where(paths.inbound & (rng.random(len(who)) < 0.4), "message", "call")
    return _touches(paths, who, paths.first_contact, channel, outcome, inbound=paths.inbound)


def _extra_calls(
    paths: Paths, end: Offsets, staff: Staff, calendar: Calendar, rng: np.random.Generator
) -> tuple[Offsets, Offsets]:
    lead = np.repeat(np.arange(len(end)), rng.poisson(_EXTRA, len(end)))
    span: Floats = np.minimum(paths.lag[lead], _LONGEST)
    wish = paths.first_contact[lead] + np.floor(rng.random(len(lead)) * span).astype(np.int64) + 1
    wish = np.minimum(wish, len(calendar.working) - 1)
    day = next_true(staff.present)[paths.hunter[lead], wish]
    inside = day < np.minimum(end[lead], calendar.span)
    return lead[inside], day[inside]


def _all(outcome: str, of: Offsets) -> Codes:
    return np.full(len(of), outcome)


def _touches(
    paths: Paths,
    lead: Offsets,
    day: Offsets,
    channel: Codes | str,
    outcome: Codes,
    *,
    inbound: Flags | None = None,
) -> Contacts:
    return Contacts(
        seller=paths.hunter[lead],
        customer=np.full(len(lead), NOBODY),
        lead=lead,
        day=day,
        inbound=np.zeros(len(lead), np.bool_) if inbound is None else inbound,
        channel=np.broadcast_to(np.asarray(channel), len(lead)),
        play=np.full(len(lead), "first"),
        outcome=outcome,
        planned=np.zeros(len(lead), np.bool_),
    )
