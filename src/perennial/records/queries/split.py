"""The split and what it earns: a year of every seller, read in the background from all orders."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import numpy as np
from django.core.cache import cache

from perennial import __version__
from perennial.core.days import day_of
from perennial.pay.split.assumptions import Assumptions
from perennial.pay.split.before_after import BeforeAfter, before_and_after
from perennial.pay.split.brings import SplitBrings, what_the_split_brings
from perennial.pay.split.roles import NearestRole, nearest_roles
from perennial.pay.split.work import Work, work_of
from perennial.pay.split.year import YEAR, SellerYear, last_year
from perennial.pay.yardstick import Yardstick, yardsticks
from perennial.records.models import Business, HandOff, RefreshRun, User
from perennial.records.models.words import Role
from perennial.records.queries.handed_over import read_handed_over
from perennial.records.queries.seller_log import read_orders, read_team, read_touches

__all__ = [
    "KeptSplit",
    "Split",
    "assumptions_of",
    "brings_of",
    "hunters_of",
    "kept_split",
    "read_split",
    "split_day",
]

_NAME = f"split:{__version__}"
_KEPT = 40 * 24 * 3600  # as long as what was learnt: old figures with their date are better than none
_YEARS_BACK = 2 * 364 + 100
_SEED = 20_260_101


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """All that the page of departments reckons from orders and touches, in the order of `sellers`.

    `sellers` and `hunters_now` hold ids: what is kept knows nobody's name.
    """

    sellers: tuple[int, ...]
    hunters_now: frozenset[int]
    years: tuple[SellerYear, ...]
    roles: tuple[NearestRole, ...]
    work: Work
    yardsticks: tuple[Yardstick, ...]
    compared: BeforeAfter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSplit:
    """What was read last, on which day, and whether a reading of today would tell more."""

    split: Split
    read_on: date
    is_current: bool


def kept_split(today: date, business: Business) -> KeptSplit | None:
    """Give what was read last; None where nothing is kept. It asks little of the database."""
    kept = cache.get(_NAME)
    if kept is None:
        return None
    read_on, basis, split = kept
    is_current = (read_on, basis) == (today, _basis(business))
    return KeptSplit(split=split, read_on=read_on, is_current=is_current)


def read_split(today: date, business: Business) -> None:
    """Read the last twelve months and keep them, unless that was done; many orders take seconds."""
    kept = kept_split(today, business)
    if kept is not None and kept.is_current:
        return
    basis = _basis(business)  # what changes while it is read is read the next time
    cache.set(_NAME, (today, basis, _read(today, business)), _KEPT)


def assumptions_of(business: Business) -> Assumptions:
    """Give the assumptions as edited."""
    known = {each.name for each in fields(Assumptions)} - {"draws"}
    return replace(
        Assumptions(), **{name: value for name, value in business.split_assumptions.items() if name in known}
    )


def hunters_of(split: Split, business: Business) -> list[int]:
    """Give the places of those who would be hunters: as chosen, else by nearest role, else as they are."""
    chosen = business.split_assumptions.get("hunters")
    if chosen is not None:
        return [at for at, pk in enumerate(split.sellers) if pk in chosen]
    nearest = [each.role for each in split.roles]
    return [
        at
        for at, pk in enumerate(split.sellers)
        if nearest[at] == "hunter" or (nearest[at] == "cannot_tell" and pk in split.hunters_now)
    ]


def brings_of(split: Split, business: Business) -> SplitBrings:
    """Reckon what the split would bring; the same figures give the same ranges."""
    return what_the_split_brings(
        split.work,
        hunters_of(split, business),
        rng=np.random.default_rng(_SEED),
        assumptions=assumptions_of(business),
    )


def split_day(business: Business) -> date | None:
    """Give the first day after the split: as said, else that of the first hand-off; None before it."""
    said = business.split_assumptions.get("split_on")
    if said:
        return date.fromisoformat(said)
    first = HandOff.objects.order_by("opened_at").values_list("opened_at", flat=True).first()
    return first.date() if first else None


def _basis(business: Business) -> tuple[object, ...]:
    """Give what a reading of one day rests on: the last refresh, who sells, and the day of the split.

    An order alone does not make it anew: orders ask for a refresh, and that is followed by a reading.
    """
    sellers = User.objects.filter(is_active=True, role__in=[Role.HUNTER, Role.FARMER])
    done = RefreshRun.objects.filter(state=RefreshRun.State.DONE).values_list("pk", flat=True)
    return (
        done.first(),
        business.split_assumptions.get("split_on"),
        tuple(sellers.order_by("pk").values_list("pk", "role")),
    )


def _read(today: date, business: Business) -> Split:
    year_ago = today - timedelta(days=YEAR)
    team = read_team(year_ago)
    split_on = split_day(business)
    since = min(year_ago, split_on - timedelta(days=_YEARS_BACK)) if split_on else year_ago
    orders = read_orders(team, first=since, last=today)
    touches = read_touches(team, first=year_ago, last=today)
    years = last_year(orders, sellers=len(team.people), as_of=day_of(today))
    return Split(
        sellers=tuple(each.pk for each in team.people),
        hunters_now=frozenset(each.pk for each in team.people if each.role == Role.HUNTER),
        years=years,
        roles=nearest_roles(years),
        work=work_of(touches, orders, sellers=len(team.people), as_of=day_of(today)),
        yardsticks=yardsticks(read_handed_over(team, today), farmers=len(team.people)),
        compared=before_and_after(orders, split_on=day_of(split_on), as_of=day_of(today))
        if split_on
        else None,
    )
