"""What the customers' list may be narrowed by: each filter one name in the address and one condition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from django.db.models import Q

from perennial.records.models import Customer, Lead, LeaveReason, Mistake, PlannedTouch, User
from perennial.records.models.words import LeaveWhy, Stage
from perennial.records.queries.at_risk import MAY_LEAVE

__all__ = ["FILTERS", "Asker", "condition_of"]

NOBODY = "none"
_MOST_DAYS = 3660
_MOST = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and their day."""

    user: User
    today: date


_Condition = Callable[[str, Asker], Q | None]


def condition_of(name: str, value: str, asker: Asker) -> Q | None:
    """Give the condition of one filter; None where there is no such filter, or the value says nothing."""
    of = FILTERS.get(name)
    return of(value, asker) if of else None


def _stage(value: str, asker: Asker) -> Q | None:
    del asker
    if value == NOBODY:
        return Q(stage="")
    return Q(stage=value) if value in Stage.values else None


def _person(column: str) -> _Condition:
    def of(value: str, asker: Asker) -> Q | None:
        if value == NOBODY:
            return Q(**{f"{column}__isnull": True})
        pk = asker.user.pk if value == "me" else _number(value)
        return None if pk is None else Q(**{column: pk})

    return of


def _key(column: str) -> _Condition:
    def of(value: str, asker: Asker) -> Q | None:
        del asker
        if value == NOBODY:
            return Q(**{f"{column}__isnull": True})
        pk = _number(value)
        return None if pk is None else Q(**{column: pk})

    return of


def _tag(value: str, asker: Asker) -> Q | None:
    del asker
    pk = _number(value)
    tagged = Customer.tags.through.objects.filter(tag=pk).values("customer")
    return None if pk is None else Q(pk__in=tagged)


def _source(value: str, asker: Asker) -> Q | None:
    del asker
    return Q(source="" if value == NOBODY else value) if value else None


def _amount(lookup: str, among: Q | None = None) -> _Condition:
    def of(value: str, asker: Asker) -> Q | None:
        del asker
        try:
            amount = float(value.replace(",", "."))
        except ValueError:
            return None
        if not isfinite(amount) or abs(amount) >= _MOST:
            return None
        return Q(**{lookup: amount}) & (among or Q())

    return of


def _day(lookup: str) -> _Condition:
    def of(value: str, asker: Asker) -> Q | None:
        del asker
        try:
            return Q(**{lookup: date.fromisoformat(value)})
        except ValueError:
            return None

    return of


def _coming(column: str) -> _Condition:
    """Between today and so many days on."""

    def of(value: str, asker: Asker) -> Q | None:
        until = _days_on(value, asker)
        return None if until is None else Q(**{f"{column}__range": (asker.today, until)})

    return of


def _due(value: str, asker: Asker) -> Q | None:
    until = _days_on(value, asker)
    if until is None:
        return None
    # The band moves on with every silent day; whoever has left is not awaited.
    return Q(next_order_likely__lte=until) & ~Q(stage=Stage.LEFT)


def _silent(value: str, asker: Asker) -> Q | None:
    days = _number(value)
    if days is None or days > _MOST_DAYS:
        return None
    return Q(last_order_on__lte=asker.today - timedelta(days=days))


def _late(value: str, asker: Asker) -> Q | None:
    is_late = Q(late_from__lte=asker.today) & ~Q(stage=Stage.LEFT)
    return is_late if value == "1" else None


def _touch(value: str, asker: Asker) -> Q | None:
    del asker
    is_open = Q(pk__in=PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN).values("customer"))
    return {"open": is_open, NOBODY: ~is_open}.get(value)


def _mistake(value: str, asker: Asker) -> Q | None:
    del asker
    every = Mistake.objects.all()
    chosen = {"open": every.filter(solved_at__isnull=True), "any": every}.get(value)
    return None if chosen is None else Q(pk__in=chosen.values("customer"))


def _reason(value: str, asker: Asker) -> Q | None:
    del asker
    said = LeaveReason.objects.filter(undone_at__isnull=True, reason=value)
    return Q(pk__in=said.values("customer")) if value in LeaveWhy.values else None


def _lead(value: str, asker: Asker) -> Q | None:
    del asker
    is_open = Q(pk__in=Lead.objects.filter(closed_at__isnull=True).values("customer"))
    return is_open if value == "open" else None


def _days_on(value: str, asker: Asker) -> date | None:
    days = _number(value)
    return None if days is None or days > _MOST_DAYS else asker.today + timedelta(days=days)


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


#: Every filter by its name in the address, in the order of the pills; `docs/pages.md` tells of them.
FILTERS: Mapping[str, _Condition] = {
    "stage": _stage,
    "owner": _person("owner"),
    "hunter": _person("hunter"),
    "product": _key("product"),
    "tag": _tag,
    "source": _source,
    "leaving": _coming("churn_date"),
    "churn_from": _day("churn_date__gte"),
    "churn_to": _day("churn_date__lte"),
    "due": _due,
    "late": _late,
    "touch": _touch,
    "renew": _coming("paid_until"),
    "risk_min": _amount("value_at_risk__gte", MAY_LEAVE),
    "risk_max": _amount("value_at_risk__lte", MAY_LEAVE),
    "purchases_min": _amount("purchases__gte"),
    "purchases_max": _amount("purchases__lte"),
    "silent": _silent,
    "last_from": _day("last_order_on__gte"),
    "last_to": _day("last_order_on__lte"),
    "first_from": _day("first_order_on__gte"),
    "first_to": _day("first_order_on__lte"),
    "mistake": _mistake,
    "reason": _reason,
    "lead": _lead,
}
