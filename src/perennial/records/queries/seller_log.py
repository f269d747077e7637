"""What sellers did, read from the records as the columns that drift and the split are measured on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Exists, Min, OuterRef, Q
from numpy.typing import NDArray

from perennial.core.days import day_of
from perennial.pay.columns import NOBODY, Absences, Numbers, Orders, Overdue, Role, SellerLog, Touches
from perennial.records.models import Absence, Order, Touch, User
from perennial.records.models.words import Direction
from perennial.records.models.words import Role as Roles
from perennial.records.queries.columns import arrays_of
from perennial.records.queries.overdue_weeks import read_overdue
from perennial.records.queries.trials.held_out_days import held_out_days

__all__ = ["Team", "part_of_log", "read_absences", "read_log", "read_orders", "read_team", "read_touches"]

#: Before the first day of any log.
_NEVER = -(10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Sellers, numbered from 0 in this order."""

    people: tuple[User, ...]

    @property
    def number(self) -> Mapping[int, int]:
        """Number of each seller by their id."""
        return {each.pk: at for at, each in enumerate(self.people)}

    @property
    def roles(self) -> tuple[Role, ...]:
        """Role of each."""
        return tuple("hunter" if each.role == Roles.HUNTER else "farmer" for each in self.people)


def read_team(since: date | None = None) -> Team:
    """Give the sellers who work here, and those who left after a day."""
    here = Q(is_active=True) | (Q(left_on__gt=since) if since else Q(pk__in=[]))
    sellers = User.objects.filter(here, role__in=[Roles.HUNTER, Roles.FARMER])
    return Team(people=tuple(sellers.select_related("department").order_by("pk")))


def read_log(team: Team, *, first: date, last: date) -> SellerLog:
    """Read all that the drift of these sellers is measured on, between two days."""
    return SellerLog(
        roles=team.roles,
        touches=read_touches(team, first=first, last=last),
        orders=read_orders(team, first=first, last=last, of_team=True),
        absences=read_absences(team, first=first),
        overdue=read_overdue(team.number, team.roles, first=first, last=last),
    )


def part_of_log(log: SellerLog, *, first: date, last: date) -> SellerLog:
    """Give what `read_log` reads between two days, out of a log that was read for longer."""
    begin, end = day_of(first), day_of(last)

    def within(day: Numbers) -> NDArray[np.bool_]:
        return np.asarray((day >= begin) & (day <= end))

    away, overdue = log.absences, log.overdue
    here, weeks = away.last_day >= begin, within(overdue.week)
    return SellerLog(
        roles=log.roles,
        touches=log.touches.take(within(log.touches.day)),
        orders=log.orders.take(within(log.orders.day)),
        absences=Absences(
            seller=away.seller[here], first_day=away.first_day[here], last_day=away.last_day[here]
        ),
        overdue=Overdue(
            seller=overdue.seller[weeks],
            week=overdue.week[weeks],
            past_band=overdue.past_band[weeks],
            touched=overdue.touched[weeks],
        ),
    )


def read_touches(team: Team, *, first: date, last: date) -> Touches:
    """Read touches and chores of these sellers."""
    bought = Order.objects.filter(customer=OuterRef("customer"), refund_of="", day__lt=OuterRef("day"))
    before = Touch.objects.filter(
        Q(happened_at__lt=OuterRef("happened_at"))
        | Q(happened_at=OuterRef("happened_at"), pk__lt=OuterRef("pk")),
        customer=OuterRef("customer"),
        undone_at__isnull=True,
    )
    rows = (
        Touch.objects.filter(seller__in=team.people, day__range=(first, last), undone_at__isnull=True)
        .annotate(bought=Exists(bought), again=Exists(before))
        .order_by()
    )
    seller, day, minutes, direction, whom, has_bought, again, planned = arrays_of(
        rows,
        {
            "seller_id": "number",
            "day": "day",
            "minutes": "amount",
            "direction": "word",
            "customer_id": "number",
            "bought": "flag",
            "again": "flag",
            "is_planned": "flag",
        },
    )
    existing = has_bought & (whom != NOBODY)
    return Touches(
        seller=_sellers(team, seller),
        day=day,
        minutes=minutes,
        outgoing=direction == Direction.OUT,
        customer=whom,
        on_existing=existing,
        # The first call to somebody who bought by themselves, on the site, wins nobody.
        first_contact=~again & (whom != NOBODY) & ~existing,
        planned=planned,
        held_out=held_out_days(first, last).of_all(whom, day),
    )


def read_orders(team: Team, *, first: date, last: date, of_team: bool = False) -> Orders:
    """Read orders: of these sellers, or of everybody (nobody's number where another sold it)."""
    rows = Order.objects.filter(day__range=(first, last), refund_of="").order_by()
    if of_team:
        rows = rows.filter(seller__in=team.people)
    first_on = _first_days(first, last)
    key, seller, day, whom, amount, known = arrays_of(
        rows,
        {
            "pk": "number",
            "seller_id": "number",
            "day": "day",
            "customer_id": "number",
            "amount": "amount",
            "customer__first_order_on": "day",
        },
    )
    began = _first_of(whom, known, first_on)
    return Orders(
        seller=_sellers(team, seller),
        day=day,
        customer=whom,
        amount=np.nan_to_num(amount),
        is_first=_is_first(key, whom, day, began),
    )


def read_absences(team: Team, *, first: date) -> Absences:
    """Read the days off of these sellers that were not over on a day."""
    rows = Absence.objects.filter(user__in=team.people, last_day__gte=first).order_by("pk")
    user, begins, ends = arrays_of(rows, {"user_id": "number", "first_day": "day", "last_day": "day"})
    return Absences(seller=_sellers(team, user), first_day=begins, last_day=ends)


def _first_days(first: date, last: date) -> Mapping[int, int]:
    """Give the first order of customers of whom no refresh has told it yet."""
    untold = Order.objects.filter(
        day__range=(first, last), refund_of="", customer__first_order_on__isnull=True
    ).values("customer")
    rows = Order.objects.filter(customer__in=untold, refund_of="").order_by().values_list("customer")
    return {pk: day_of(day) for pk, day in rows.annotate(Min("day"))}


def _first_of(customer: Numbers, known: Numbers, untold: Mapping[int, int]) -> Numbers:
    """Give the first day of each order's customer: as a refresh told, else as looked up."""
    began = known.copy()
    for at in np.flatnonzero(known < _NEVER):
        began[at] = untold.get(int(customer[at]), _NEVER)
    return began


def _is_first(key: Numbers, customer: Numbers, day: Numbers, began: Numbers) -> NDArray[np.bool_]:
    """Mark one order a customer: the first of its day, where that day is the customer's first."""
    order = np.lexsort((key, day, customer))
    leads = np.ones(len(key), dtype=bool)
    leads[1:] = customer[order][1:] != customer[order][:-1]
    marked = np.zeros(len(key), dtype=bool)
    marked[order] = leads
    return marked & (day <= began)


def _sellers(team: Team, ids: NDArray[Any]) -> Numbers:
    """Put the number of each seller in place of their id; `NOBODY` where it is nobody of the team."""
    if not team.people:
        return np.full(len(ids), NOBODY, dtype=np.int64)
    known = np.array([each.pk for each in team.people], dtype=np.int64)  # in order, as teams are read
    order = np.argsort(known)
    at = np.minimum(np.searchsorted(known[order], ids), len(known) - 1)
    return np.where(known[order][at] == ids, order[at], NOBODY)
