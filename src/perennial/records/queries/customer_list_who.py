"""Whom the customers' list shows: those who have bought, leads that are worked on, or everybody."""

from collections.abc import Collection
from typing import Literal

from django.db.models import Q

from perennial.records.models import Lead

__all__ = ["WHO", "Who", "who_is_meant"]

Who = Literal["customers", "leads", "all"]

#: Whoever objects to profiling has no stage, but has bought all the same.
_NOT_YET = Q(stage="", first_order_on__isnull=True)
#: The condition of each, in the order of the page.
WHO: dict[Who, Q] = {
    "customers": ~_NOT_YET,
    "leads": _NOT_YET & Q(pk__in=Lead.objects.filter(closed_at__isnull=True).values("customer")),
    "all": Q(),
}


def who_is_meant(asked: str, applied: Collection[tuple[str, str]], sought: str) -> Who:
    """Give whom an address means: without a word those who have bought; who seeks, seeks among all."""
    for who in WHO:
        if asked == who:
            return who
    of_leads = any(name == "lead" or (name, value) == ("stage", "none") for name, value in applied)
    return "all" if sought or of_leads else "customers"
