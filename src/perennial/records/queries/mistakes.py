"""Serious mistakes of ours: which, whose, what they cost, and which regulars were lost after them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from perennial.records.models import LeaveReason, Mistake, Order
from perennial.records.models.words import MistakeKind, Stage
from perennial.records.queries.visible import of_customers

__all__ = ["Kind", "kinds_of", "lost_after", "mistakes_for", "narrowed"]

_GAPS = 2
_YEAR = timedelta(days=365)
_AT_ONCE = 500


@dataclass(slots=True, kw_only=True)
class Kind:
    """What one kind of mistakes came to; `kind` is empty where it is none of those that have a name."""

    kind: str
    label: str
    mistakes: int = 0
    waiting: int = 0
    cost: Decimal | None = None
    lost: set[int] = field(default_factory=set)
    money: Decimal = Decimal(0)


def mistakes_for(user: Any) -> QuerySet[Mistake]:
    """Give the mistakes that somebody may see; those towards people who were erased are no longer theirs."""
    living = Q(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    return Mistake.objects.filter(living).filter(of_customers(user, "mistakes", "customer__"))


def narrowed(mistakes: QuerySet[Mistake], kind: str, owner: str, state: str) -> QuerySet[Mistake]:
    """Narrow by kind ("none" has no name), by whose it was ("nobody"), and by whether it is put right."""
    if kind:
        mistakes = mistakes.filter(kind="" if kind == "none" else kind)
    if owner == "nobody" or owner.isdecimal():
        mistakes = mistakes.filter(owner=None if owner == "nobody" else int(owner))
    if state in {"open", "solved"}:
        mistakes = mistakes.filter(solved_at__isnull=state == "open")
    return mistakes


def lost_after(mistakes: QuerySet[Mistake], *, regular_from: int) -> Mapping[int, Decimal]:
    """Say after which mistakes a regular was lost, and what a year of them was worth, by the mistake's id.

    Lost is who had bought at least `regular_from` times and bought no more, or said that they leave, within
    two usual gaps of theirs after the mistake. A customer counts once, for the last mistake before.
    """
    regular = mistakes.filter(customer__purchases__gte=regular_from, customer__usual_gap__gt=0)
    rows = list(
        regular.filter(Q(customer__stage=Stage.LEFT) | Q(customer__leave_reasons__undone_at__isnull=True,
                                                         customer__leave_reasons__isnull=False))
        .distinct().select_related("customer").order_by("-at", "-pk")
    )  # fmt: skip
    said = _said({each.customer_id for each in rows})
    lost: dict[int, Mistake] = {}
    for each in rows:
        if each.customer_id not in lost and _was_lost(each, said):
            lost[each.customer_id] = each
    spent = _spent([each for each in lost.values() if each.worth is None])
    return {
        each.pk: each.worth if each.worth is not None else spent.get(each.pk, Decimal(0))
        for each in lost.values()
    }


def kinds_of(mistakes: QuerySet[Mistake], lost: Mapping[int, Decimal]) -> list[Kind]:
    """Sum mistakes up by kind, the dearest first."""
    names = {**dict(MistakeKind.choices), "": ""}
    rows = (
        mistakes.order_by()
        .values("kind")
        .annotate(n=Count("pk"), waiting=Count("pk", filter=Q(solved_at__isnull=True)), cost=Sum("cost"))
    )
    found = {
        row["kind"]: Kind(
            kind=row["kind"],
            label=str(names.get(row["kind"], row["kind"])),
            mistakes=row["n"],
            waiting=row["waiting"],
            cost=row["cost"],
        )
        for row in rows
    }
    for pk, kind, customer in mistakes.filter(pk__in=list(lost)).values_list("pk", "kind", "customer_id"):
        found[kind].lost.add(customer)
        found[kind].money += lost[pk]
    return sorted(found.values(), key=lambda each: (-each.money, -each.mistakes, each.label))


def _was_lost(mistake: Mistake, said: Mapping[int, list[date]]) -> bool:
    customer, day = mistake.customer, timezone.localdate(mistake.at)
    span = timedelta(days=_GAPS * (customer.usual_gap or 0))
    if any(day <= each <= day + span for each in said[customer.pk]):
        return True
    last = customer.last_order_on
    return customer.stage == Stage.LEFT and last is not None and day - span <= last <= day + span


def _said(customers: set[int]) -> Mapping[int, list[date]]:
    """Give the days on which customers said that they leave."""
    found: dict[int, list[date]] = defaultdict(list)
    for ids in _chunks(customers):
        rows = LeaveReason.objects.filter(customer__in=ids, undone_at__isnull=True)
        for customer, at in rows.values_list("customer_id", "at"):
            found[customer].append(timezone.localdate(at))
    return found


def _spent(mistakes: list[Mistake]) -> Mapping[int, Decimal]:
    """Sum up what each customer spent in the year before the mistake, by the mistake's id."""
    of = {each.customer_id: each for each in mistakes}
    found: dict[int, Decimal] = defaultdict(Decimal)
    for ids in _chunks(of):
        rows = Order.objects.filter(customer__in=ids, amount__isnull=False)
        for customer, day, amount in rows.values_list("customer_id", "day", "amount"):
            until = timezone.localdate(of[customer].at)
            if amount is not None and until - _YEAR < day <= until:
                found[of[customer].pk] += amount
    return found


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    every = sorted(ids)
    return (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE))
