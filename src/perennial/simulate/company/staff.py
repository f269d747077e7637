"""Who sells, who drifts and from when, and when each was away."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["Away", "Staff", "make_staff"]

_NEVER = 10**6
_RAMP = 35  # days from the first sign of drift to all of it
_HALF_YEAR = 182


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Absences: seller number, first and last day counted from the company's first, kind."""

    seller: Offsets
    first: Offsets
    last: Offsets
    kind: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The n selling people: hunters first, then farmers.

    Attributes
    ----------
    hunters, farmers
        How many.
    drift_from
        Shape (n,): day, counted from the first, on which drift begins; far past the end for who is stable.
    away
        All absences.
    present
        Shape (n, days with the tail): working and not away.
    """

    hunters: int
    farmers: int
    drift_from: Offsets
    away: Away
    present: Flags

    def drift(self, days: int) -> Floats:
        """How far each has drifted on each day: 0 not at all, 1 wholly; shape (n, days)."""
        return np.clip((np.arange(days) - self.drift_from[:, None]) / _RAMP, 0.0, 1.0)

    def is_hunter(self) -> Flags:
        """Whether each is a hunter, shape (n,)."""
        return np.arange(self.hunters + self.farmers) < self.hunters


def make_staff(
    calendar: Calendar,
    *,
    hunters: int,
    farmers: int,
    drifting_hunters: int,
    drifting_farmers: int,
    rng: np.random.Generator,
) -> Staff:
    """Draw who drifts, from a Monday 11 to 14 weeks before the end, and who is away when."""
    people = hunters + farmers
    drifts = np.concatenate(
        [
            rng.permutation(hunters)[:drifting_hunters],
            hunters + rng.permutation(farmers)[:drifting_farmers],
        ]
    )
    begin = np.full(people, _NEVER)
    last_week = int(calendar.week[-1])
    begin[drifts] = [calendar.monday(last_week - int(back)) for back in rng.integers(11, 15, len(drifts))]
    away = _absences(calendar, begin, rng)
    return Staff(
        hunters=hunters,
        farmers=farmers,
        drift_from=begin,
        away=away,
        present=_present(calendar, away, people),
    )


def _absences(calendar: Calendar, drift_from: Offsets, rng: np.random.Generator) -> Away:
    """Take two weeks off each half year and a few days now and then."""
    people = len(drift_from)
    halves = np.arange(0, calendar.span, _HALF_YEAR)
    seller, half = (grid.ravel() for grid in np.meshgrid(np.arange(people), halves, indexing="ij"))
    long = half + rng.integers(0, _HALF_YEAR - 20, len(half))
    # Who drifts is there to be seen drifting: the holiday falls before.
    long = np.where(long + 14 > drift_from[seller], drift_from[seller] - 15 - long % 30, long)
    short = half + rng.integers(0, _HALF_YEAR, len(half))
    kinds = np.where(rng.random(len(half)) < 0.6, "sick", "training")
    first = np.concatenate([long, short])
    length = np.concatenate([np.full(len(half), 14), rng.integers(1, 5, len(half))])
    rows = np.flatnonzero((first < calendar.span) & (first >= 0))
    rows = rows[np.lexsort((first[rows], np.tile(seller, 2)[rows]))]
    return Away(
        seller=np.tile(seller, 2)[rows],
        first=first[rows],
        last=(first + length - 1)[rows],
        kind=np.concatenate([np.full(len(half), "holiday"), kinds])[rows],
    )


def _present(calendar: Calendar, away: Away, people: int) -> Flags:
    present = np.tile(calendar.working, (people, 1))
    for seller, first, last in zip(away.seller, away.first, away.last, strict=True):
        present[seller, first : last + 1] = False
    return present
