"""The owner's questions about the base, of the customers that somebody may look at; few queries each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, Sum

from perennial.records.models import Customer, HandOff, PlannedTouch, Touch, User
from perennial.records.models.words import Role, Stage
from perennial.records.queries.visible import customers_for, of_customers, sellers_for
from perennial.records.rights import scope_of

__all__ = [
    "STEPPING",
    "Base",
    "SellerTouches",
    "base_now",
    "base_of",
    "handoffs_waiting",
    "most_at_risk",
    "touches_of_week",
]

#: Stages of those who may still become regular.
STEPPING = (Stage.NEW, Stage.ONE_TIME, Stage.REPEAT, Stage.RETURNED)
_SHOWN = 5
_KEPT = 300  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Customers by stage with a year's expected money, and what moved.

    `new`, `left` and `back` hold what happened this month so far, and in as many days of the last month.
    """

    customers: Mapping[str, int]
    money: Mapping[str, float]
    new: tuple[int, int]
    left: tuple[int, int]
    back: tuple[int, int]
    one_step: int
    ownerless: int
    month: tuple[date, date]

    @property
    def total(self) -> int:
        """Count all customers who have bought."""
        return sum(self.customers.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerTouches:
    """One seller's week: touches planned up to today, done, and what still waits."""

    seller: User
    planned: int
    done: int


def base_now(user: Any, *, today: date, regular_from: int, run: int) -> Base:
    """Give what `base_of` counts, counted at most once in some minutes: it reads every customer.

    Parameters
    ----------
    run
        Number of the last refresh, after which everything is counted again.
    """
    whose = "all" if scope_of(user, "overview") == "all" else user.pk
    key = f"base:{run}:{today.isoformat()}:{regular_from}:{whose}"
    found: Base | None = cache.get(key)
    if found is None:
        found = base_of(user, today=today, regular_from=regular_from)
        cache.set(key, found, _KEPT)
    return found


def base_of(user: Any, *, today: date, regular_from: int) -> Base:
    """Count the base in one query.

    Parameters
    ----------
    today
        The local day; this month is compared with the same days of the last one.
    regular_from
        Purchases from which a customer is regular.
    """
    this, last = _months(today)
    one_step = Q(purchases=regular_from - 1, stage__in=STEPPING)
    rows = (
        customers_for(user, "overview")
        .exclude(stage="")
        .order_by()
        .values("stage")
        .annotate(
            n=Count("pk"),
            money=Sum("value_at_risk"),
            new=Count("pk", filter=_within("first_order_on", this)),
            new_last=Count("pk", filter=_within("first_order_on", last)),
            left=Count("pk", filter=_left(this)),
            left_last=Count("pk", filter=_left(last)),
            back=Count("pk", filter=_within("last_order_on", this)),
            back_last=Count("pk", filter=_within("last_order_on", last)),
            one_step=Count("pk", filter=one_step),
            ownerless=Count("pk", filter=Q(owner__isnull=True)),
        )
    )
    found: dict[str, Any] = {row["stage"]: row for row in rows}

    def total(name: str) -> int:
        return sum(int(row[name]) for row in found.values())

    returned = found.get(Stage.RETURNED, {"back": 0, "back_last": 0})
    return Base(
        customers={stage: row["n"] for stage, row in found.items()},
        money={stage: row["money"] or 0.0 for stage, row in found.items()},
        new=(total("new"), total("new_last")),
        left=(total("left"), total("left_last")),
        back=(returned["back"], returned["back_last"]),
        one_step=total("one_step"),
        ownerless=total("ownerless"),
        month=this,
    )


def most_at_risk(user: Any) -> list[Customer]:
    """Give the customers whose leaving would cost most, of those who are leaving."""
    leaving = customers_for(user, "overview").filter(stage=Stage.LEAVING, value_at_risk__gt=0)
    return list(leaving.select_related("owner").order_by("-value_at_risk", "-id")[:_SHOWN])


def touches_of_week(user: Any, *, today: date) -> list[SellerTouches]:
    """Give what each seller has done this week, of what was planned up to today."""
    monday = today - timedelta(days=today.weekday())
    sellers = sellers_for(user, "overview").filter(is_active=True, role__in=[Role.HUNTER, Role.FARMER])
    lines = PlannedTouch.objects.filter(day__range=(monday, today)).exclude(state=PlannedTouch.State.DROPPED)
    overdue = PlannedTouch.objects.filter(day__lt=monday, state=PlannedTouch.State.OPEN)
    touches = Touch.objects.filter(day__range=(monday, today), customer__isnull=False, undone_at__isnull=True)
    planned, late, done = (
        dict(rows.order_by().values_list("seller").annotate(Count("pk")))
        for rows in (lines, overdue, touches)
    )
    return [
        SellerTouches(
            seller=seller,
            planned=planned.get(seller.pk, 0) + late.get(seller.pk, 0),
            done=done.get(seller.pk, 0),
        )
        for seller in sellers.order_by("name", "pk")
    ]


def handoffs_waiting(user: Any) -> int:
    """Count the hand-offs that nobody has answered yet."""
    waiting = HandOff.objects.filter(
        state__in=[HandOff.State.OPEN, HandOff.State.OFFERED],
        customer__erased_at__isnull=True,
        customer__merged_into__isnull=True,
    )
    return waiting.filter(of_customers(user, "overview", "customer__")).count()


def _months(today: date) -> tuple[tuple[date, date], tuple[date, date]]:
    first = today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    same = min(before + (today - first), first - timedelta(days=1))
    return (first, today), (before, same)


def _within(column: str, days: tuple[date, date]) -> Q:
    return Q(**{f"{column}__range": days})


def _left(days: tuple[date, date]) -> Q:
    return _within("churn_date", days) & Q(stage=Stage.LEFT)
