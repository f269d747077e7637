"""The split and what it earns: a year of every seller, kept for a while, as all orders are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db.models import Max

from perennial import __version__
from perennial.core.days import day_of
from perennial.pay.split.assumptions import Assumptions
from perennial.pay.split.before_after import BeforeAfter, before_and_after
from perennial.pay.split.brings import SplitBrings, what_the_split_brings
from perennial.pay.split.roles import NearestRole, nearest_roles
from perennial.pay.split.work import Work, work_of
from perennial.pay.split.year import YEAR, SellerYear, last_year
from perennial.pay.yardstick import Yardstick, yardsticks
from perennial.records.models import Business, HandOff, Import, Order, RefreshRun, User
from perennial.records.models.words import Role
from perennial.records.queries.handed_over import read_handed_over
from perennial.records.queries.seller_log import read_orders, read_team, read_touches

__all__ = ["Split", "assumptions_of", "brings_of", "hunters_of", "read_split", "split_day"]

_KEPT = 24 * 3600
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


def read_split(today: date, business: Business) -> Split:
    """Read the last twelve months; a second look that day, with nothing new, takes the kept one."""
    key = _key(today, business)
    kept = cache.get(key)
    if isinstance(kept, Split):
        return kept
    split = _read(today, business)
    cache.set(key, split, _KEPT)
    return split


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


def _key(today: date, business: Business) -> str:
    sellers = User.objects.filter(is_active=True, role__in=[Role.HUNTER, Role.FARMER])
    newest: Sequence[Any] = (
        RefreshRun.objects.aggregate(last=Max("id"))["last"],
        Import.objects.aggregate(last=Max("id"))["last"],
        Order.objects.aggregate(last=Max("id"))["last"],
        *sellers.order_by("pk").values_list("pk", flat=True),
        today.toordinal(),
        business.split_assumptions.get("split_on"),
    )
    told = ":".join(str(each) for each in newest)
    return f"split:{__version__}:{sha256(told.encode()).hexdigest()}"


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
