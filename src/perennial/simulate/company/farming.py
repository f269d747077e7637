"""Farmers' touches with customers: as many as the day allows, those that matter most first."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.choosing import Wanted, want
from perennial.simulate.company.complaining import Complaints
from perennial.simulate.company.handing_over import Owners
from perennial.simulate.company.memory import Memory
from perennial.simulate.company.staff import Staff
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["Base", "Picked", "farm"]

_LONG_AGO = -(10**4)
_MOOD = 0.6  # spread of what seems to matter, beside the weight
_MOOD_DRIFTED = 2.5  # the same in full drift: whom one likes to talk to


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The customers as farmers know them, shape (n,): first order, usual gap, end of the plan, owners.

    `paid_until` is a day counted from the company's first, negative for who has no plan.
    """

    first: Offsets
    gap: Floats
    paid_until: Offsets
    owners: Owners


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Touches by farmers, shape (m,): seller, customer, day counted from the company's first, play."""

    seller: Offsets
    customer: Offsets
    day: Offsets
    play: Codes


def farm(
    counts: Offsets,
    base: Base,
    memory: Memory,
    *,
    complaints: Complaints,
    staff: Staff,
    calendar: Calendar,
    rng: np.random.Generator,
) -> Picked:
    """Fill the farmers' days, counts of shape (sellers, days), week after week."""
    complained, drift = _complained(complaints, memory.last.shape, calendar), staff.drift(calendar.span)
    weeks = [
        part
        for farmer in range(staff.hunters, staff.hunters + staff.farmers)
        for part in _weeks(
            farmer,
            counts[farmer],
            base,
            memory,
            complained=complained,
            mood=_MOOD + drift[farmer] * (_MOOD_DRIFTED - _MOOD),
            calendar=calendar,
            rng=rng,
        )
    ]
    seller, customer, day, play = (np.concatenate(part) for part in zip(*weeks, strict=True))
    return Picked(seller=seller, customer=customer, day=day, play=play)


def _complained(complaints: Complaints, shape: tuple[int, ...], calendar: Calendar) -> Flags:
    """Mark the weeks that follow a complaint."""
    marks = np.zeros(shape, np.bool_)
    week = calendar.week[complaints.day] + 1
    inside = week < shape[0]
    marks[week[inside], complaints.customer[inside]] = True
    return marks


def _weeks(
    farmer: int,
    counts: Offsets,
    base: Base,
    memory: Memory,
    *,
    complained: Flags,
    mood: Floats,
    calendar: Calendar,
    rng: np.random.Generator,
) -> Iterator[tuple[Offsets, Offsets, Offsets, Codes]]:
    book = np.flatnonzero(base.owners.farmer == farmer)
    touched = np.full(len(book), _LONG_AGO)
    for week in range(len(memory.last)):
        monday = calendar.monday(week)
        days = np.arange(max(monday, 0), min(monday + 7, calendar.span))
        slots = np.repeat(days, counts[days])
        wanted = _wanted(monday, week, book, touched, base=base, memory=memory, complained=complained)
        chosen = _chosen(wanted, len(slots), mood[days[0]], rng)
        chosen, when = _placed(chosen, slots, memory.coming[week, book[chosen]], rng)
        touched[chosen] = when
        yield np.full(len(chosen), farmer), book[chosen], when, wanted.play[chosen]


def _wanted(
    monday: int,
    week: int,
    book: Offsets,
    touched: Offsets,
    *,
    base: Base,
    memory: Memory,
    complained: Flags,
) -> Wanted:
    since, paid = base.owners.since[book], base.paid_until[book]
    wanted = want(
        monday=monday,
        first=base.first[book],
        last=memory.last[week, book],
        orders=memory.orders[week, book],
        gap=base.gap[book],
        touched=touched,
        greets=(since <= monday) & (touched < since) & (monday - since < 28),
        complained=complained[week, book],
        renews=(paid >= monday) & (paid < monday + 14),
    )
    mine = (since <= monday) & (memory.orders[week, book] > 0)
    return Wanted(play=wanted.play, weight=np.where(mine, wanted.weight, -9.0))


def _chosen(wanted: Wanted, room: int, mood: float, rng: np.random.Generator) -> Offsets:
    """Take the weightiest, as many as there is room for."""
    weight = wanted.weight + mood * rng.gumbel(size=len(wanted.weight)) * (wanted.weight > 0)
    best = np.argsort(-weight, kind="stable")[:room]
    return np.asarray(best[wanted.weight[best] > 0])


def _placed(
    chosen: Offsets, slots: Offsets, coming: Offsets, rng: np.random.Generator
) -> tuple[Offsets, Offsets]:
    """Give each a place in the week, so that who is about to order is called about then."""
    wish = np.where(
        coming < slots.max(initial=0) + 1, coming, rng.choice(slots, len(chosen)) if len(slots) else 0
    )
    order = np.argsort(wish, kind="stable")
    places = np.sort(rng.permutation(len(slots))[: len(chosen)])
    return chosen[order], slots[places]
