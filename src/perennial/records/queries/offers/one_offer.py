"""One offer: who got it, from whom, and how its use went over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from perennial.records.models import Given, Offer, User
from perennial.records.queries.offers.catalogue import Use, use_of
from perennial.records.queries.visible import customers_for

__all__ = ["MonthOfUse", "by_seller", "months_of_use", "who_got"]

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfUse:
    """How often an offer was given in a month ("YYYY-MM"), and how many of these were used since."""

    month: str
    given: int
    used: int


def who_got(offer: Offer, user: Any) -> "QuerySet[Given]":
    """Give what was given to customers whom somebody may see, the latest first."""
    given = offer.given.filter(undone_at__isnull=True, customer__in=customers_for(user))
    return given.select_related("customer", "by", "used_by").order_by("-day", "-pk")


def by_seller(offer: Offer) -> Sequence[tuple[User | None, Use]]:
    """Give the use by who gave it, the most often first; None stands for the house itself."""
    found = use_of(offer.given.filter(undone_at__isnull=True), "by")
    people = User.objects.in_bulk([pk for pk in found if isinstance(pk, int)])
    rows = [(people.get(pk) if isinstance(pk, int) else None, use) for pk, use in found.items()]
    return sorted(rows, key=lambda row: (-row[1].given, row[0].name if row[0] else ""))


def months_of_use(offer: Offer, today: date) -> list[MonthOfUse]:
    """Give the last twelve months, the earliest first; from the first in which it was given."""
    first = _months_before(today, _MONTHS - 1)
    given = offer.given.filter(undone_at__isnull=True, day__gte=first).order_by()
    counted = (
        given.annotate(month=TruncMonth("day")).values_list("month").annotate(Count("pk"), Count("used_by"))
    )
    found = {month: (count, used) for month, count, used in counted}
    if not found:
        return []
    months = [_months_before(today, ago) for ago in range(_MONTHS - 1, -1, -1)]
    return [
        MonthOfUse(month=f"{each:%Y-%m}", given=found.get(each, (0, 0))[0], used=found.get(each, (0, 0))[1])
        for each in months
        if each >= min(found)
    ]


def _months_before(day: date, ago: int) -> date:
    number = 12 * day.year + day.month - 1 - ago
    return date(number // 12, number % 12 + 1, 1)
