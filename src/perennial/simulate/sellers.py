"""Weeks of sellers alone, by the laws of the invented company, for studies of false alarms of drift."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets, make_calendar
from perennial.simulate.company.contacts import NOBODY, slots
from perennial.simulate.company.effort import daily_counts
from perennial.simulate.company.hunting import BEYOND, make_paths
from perennial.simulate.company.staff import Away, Staff, make_staff
from perennial.simulate.company.tables.columns import Flags

__all__ = ["Overdue", "SellerOrders", "SellerTouches", "SellerWeeks", "make_seller_weeks"]

_FIRST_DAY = 20_457  # a Monday: 2026-01-05
_BOOK = 300  # customers of each seller
_SELLER = 10**6  # customers of each are numbered from a multiple of it
_HELD_OUT = 0.05
_PLANNED = 0.85
_FOLLOW_UPS = 2.0  # touches with a lead after the first
_FOLLOWED = 20.0  # days over which they are spread
_CALL, _CHORE = 6.0, 35.0  # median minutes
_SPREAD = 0.45
_REPEAT_ORDERS = (0.25, 9.0)  # a working day of a hunter and of a farmer
_KEPT_ORDERS = 1.5  # more of them a day for a hunter in full drift
_AMOUNT = 5_000.0
_OVERDUE = 18.0  # regulars past their band, of a farmer, at any Monday
_TOUCHED, _TOUCHED_DRIFTED = 0.75, 0.3  # share of them touched by a stable farmer, and in full drift


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerTouches:
    """Touches in order of time, each column of shape (m,).

    Attributes
    ----------
    seller, day
        Seller number (hunters first), day number.
    minutes
        Length.
    outgoing
        Whether the seller began.
    customer
        Number of the customer or lead; -1 for chores.
    on_existing, first_contact
        With someone who had ordered before; the very first contact with a lead.
    planned, held_out
        Whether the plan asked for it; whether the customer was held out by lot.
    """

    seller: Offsets
    day: Offsets
    minutes: Floats
    outgoing: Flags
    customer: Offsets
    on_existing: Flags
    first_contact: Flags
    planned: Flags
    held_out: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerOrders:
    """Orders in order of time: seller, day and customer number, money, whether it is a customer's first."""

    seller: Offsets
    day: Offsets
    customer: Offsets
    amount: Floats
    is_first: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Regulars past their band: farmer number, day number of the Monday, how many, how many touched."""

    seller: Offsets
    week: Offsets
    past_band: Offsets
    touched: Offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerWeeks:
    """What a drift measure reads, and from when on each seller drifts.

    Attributes
    ----------
    hunters, farmers
        Sellers are numbered from 0, hunters first.
    touches, orders, overdue
        What they did.
    away
        Absences; first and last as day numbers.
    working
        Day numbers of the working days.
    drift_began
        Day number by seller number, of those who drift.
    """

    hunters: int
    farmers: int
    first_day: int
    last_day: int
    touches: SellerTouches
    orders: SellerOrders
    overdue: Overdue
    away: Away
    working: Offsets
    drift_began: Mapping[int, int]


def make_seller_weeks(
    seed: int,
    weeks: int = 40,
    *,
    hunters: int = 5,
    farmers: int = 4,
    drifting_hunters: int = 0,
    drifting_farmers: int = 0,
    first_day: int = _FIRST_DAY,
) -> SellerWeeks:
    """Draw weeks of sellers; without drifting ones, every alarm on them is a false one.

    Parameters
    ----------
    seed
        Of all that is left to chance.
    weeks
        How many; drift begins 11 to 14 weeks before the end.
    hunters, farmers, drifting_hunters, drifting_farmers
        How many of each.
    first_day
        Day number; best a Monday.
    """
    rng = np.random.default_rng(seed)
    calendar = make_calendar(first_day=first_day, last_day=first_day + 7 * weeks - 1, holidays=())
    staff = make_staff(
        calendar,
        hunters=hunters,
        farmers=farmers,
        drifting_hunters=drifting_hunters,
        drifting_farmers=drifting_farmers,
        rng=rng,
    )
    density = np.ones(calendar.span)
    counts = daily_counts(staff, calendar, density=density, rng=rng)
    paths = make_paths(counts, staff, calendar, density=density, rng=rng)
    won = np.flatnonzero(paths.won < BEYOND)
    begin = staff.drift_from
    return SellerWeeks(
        hunters=hunters,
        farmers=farmers,
        first_day=first_day,
        last_day=first_day + calendar.span - 1,
        touches=_touches(counts, staff, calendar, rng),
        orders=_orders(paths.hunter[won], paths.won[won], staff, calendar, rng),
        overdue=_overdue(staff, calendar, rng),
        away=_dated(staff.away, first_day),
        working=first_day + np.flatnonzero(calendar.working[: calendar.span]),
        drift_began={int(who): int(begin[who]) + first_day for who in np.flatnonzero(begin < calendar.span)},
    )


def _touches(
    counts: Mapping[str, Offsets], staff: Staff, calendar: Calendar, rng: np.random.Generator
) -> SellerTouches:
    kinds = {**counts, "follow": _follow_ups(counts, staff, calendar, rng)}
    drawn = {kind: slots(count) for kind, count in kinds.items()}
    kind = np.repeat(list(drawn), [len(seller) for seller, _ in drawn.values()])
    seller = np.concatenate([seller for seller, _ in drawn.values()])
    day = np.concatenate([day for _, day in drawn.values()])
    order = np.argsort(day, kind="stable")
    kind, seller, day = kind[order], seller[order], day[order]
    chore, existing = kind == "chore", np.char.startswith(kind, "existing")
    number = np.where(existing, rng.integers(0, _BOOK, len(kind)), _BOOK + np.arange(len(kind)))
    farmed = seller >= staff.hunters
    return SellerTouches(
        seller=seller,
        day=day + calendar.first_day,
        minutes=np.where(chore, _CHORE, _CALL) * np.exp(_SPREAD * rng.standard_normal(len(kind))),
        outgoing=~np.char.endswith(kind, "_in"),
        customer=np.where(chore, NOBODY, seller * _SELLER + number),
        on_existing=existing,
        first_contact=np.char.startswith(kind, "first"),
        planned=farmed & (kind == "existing_out") & (rng.random(len(kind)) < _PLANNED),
        held_out=existing & (rng.random(len(kind)) < _HELD_OUT),
    )


def _follow_ups(
    counts: Mapping[str, Offsets], staff: Staff, calendar: Calendar, rng: np.random.Generator
) -> Offsets:
    """Further touches with leads: they follow the first contacts of the weeks before."""
    first = counts["first_out"] + counts["first_in"]
    fading = np.exp(-np.arange(calendar.span) / _FOLLOWED)
    before = np.array([np.convolve(own, fading)[: calendar.span] for own in first])
    present = staff.present[:, : calendar.span]
    return np.asarray(rng.poisson(_FOLLOW_UPS / fading.sum() * before * present * 7 / 5))


def _orders(
    hunter: Offsets, won: Offsets, staff: Staff, calendar: Calendar, rng: np.random.Generator
) -> SellerOrders:
    """First orders from leads that were won; repeat orders day by day."""
    role = np.where(staff.is_hunter(), 0, 1)
    kept = _KEPT_ORDERS * staff.is_hunter()[:, None] * staff.drift(calendar.span)
    pace = np.array(_REPEAT_ORDERS)[role][:, None] + kept
    seller, day = slots(rng.poisson(pace * calendar.working[: calendar.span]))
    everyone, days = np.concatenate([hunter, seller]), np.concatenate([won, day])
    number = np.concatenate([_BOOK + np.arange(len(hunter)), rng.integers(0, _BOOK, len(seller))])
    order = np.argsort(days, kind="stable")
    return SellerOrders(
        seller=everyone[order],
        day=days[order] + calendar.first_day,
        customer=(everyone * _SELLER + number)[order],
        amount=np.round(_AMOUNT * np.exp(0.6 * rng.standard_normal(len(order))), 2),
        is_first=order < len(hunter),
    )


def _overdue(staff: Staff, calendar: Calendar, rng: np.random.Generator) -> Overdue:
    mondays = np.arange(0, calendar.span, 7)
    farmer = np.arange(staff.hunters, staff.hunters + staff.farmers)
    seller, monday = (grid.ravel() for grid in np.meshgrid(farmer, mondays, indexing="ij"))
    regulars = rng.poisson(_OVERDUE, len(seller))
    drift = staff.drift(calendar.span)[seller, monday]
    share = _TOUCHED + drift * (_TOUCHED_DRIFTED - _TOUCHED)
    return Overdue(
        seller=seller,
        week=monday + calendar.first_day,
        past_band=regulars,
        touched=rng.binomial(regulars, share),
    )


def _dated(away: Away, first_day: int) -> Away:
    return Away(seller=away.seller, first=away.first + first_day, last=away.last + first_day, kind=away.kind)
