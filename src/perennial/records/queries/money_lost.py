"""Why customers left, as they or their sellers said, with the money behind each reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, Sum

from perennial.records.models import LeaveReason
from perennial.records.models.words import LeaveWhy
from perennial.records.queries.visible import of_customers

__all__ = ["Lost", "money_lost"]

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """One reason: how many left for it within a year, and what they would have brought in a year."""

    reason: str
    label: str
    customers: int
    money: float


def money_lost(user: Any, *, today: date) -> list[Lost]:
    """Give the reasons of the last year, the dearest first; each customer counts once, for the last one."""
    said = LeaveReason.objects.filter(undone_at__isnull=True, at__date__gt=today - _YEAR)
    last = said.filter(customer=OuterRef("customer")).order_by("-at", "-pk").values("pk")[:1]
    rows = (
        said.filter(pk=Subquery(last), customer__erased_at__isnull=True, customer__merged_into__isnull=True)
        .filter(of_customers(user, "overview", "customer__"))
        .order_by()
        .values(why=F("reason"))
        .annotate(n=Count("customer", distinct=True), money=Sum("customer__value_at_risk"))
    )
    names = dict(LeaveWhy.choices)
    found = [
        Lost(reason=row["why"], label=str(names[row["why"]]), customers=row["n"], money=row["money"] or 0.0)
        for row in rows
    ]
    return sorted(found, key=lambda lost: (-lost.money, -lost.customers, lost.reason))
