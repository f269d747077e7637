"""Weeks of sellers as they were read, for themselves first and for their heads from the second day."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from perennial.core.days import day_of
from perennial.records.models import Business, SellerWeek, User

__all__ = ["latest_for_head", "weeks_for_head", "weeks_of_seller"]

#: Weeks that a page shows.
SHOWN = 26


def weeks_of_seller(seller: User) -> list[SellerWeek]:
    """Give a seller's own weeks, the latest first."""
    return list(SellerWeek.objects.filter(seller=seller).order_by("-week")[:SHOWN])


def weeks_for_head(seller: User, today: date) -> list[SellerWeek]:
    """Give what a head sees of a seller: weeks that the seller has opened, or could since yesterday."""
    if not _is_on():
        return []
    weeks = SellerWeek.objects.filter(seller=seller).order_by("-week")[:SHOWN]
    return [each for each in weeks if _may_be_seen(each, today)]


def latest_for_head(sellers: Iterable[User], today: date) -> Mapping[int, SellerWeek]:
    """Give the latest week of each seller that a head may see, in one query."""
    if not _is_on():
        return {}
    found: dict[int, SellerWeek] = {}
    for week in _lately(sellers):
        if week.seller_id not in found and _may_be_seen(week, today):
            found[week.seller_id] = week
    return found


def _lately(sellers: Iterable[User]) -> QuerySet[SellerWeek]:
    whose = [each.pk for each in sellers]
    last = SellerWeek.objects.order_by("-week").values_list("week", flat=True)[:1]
    newest = next(iter(last), None)
    if newest is None:
        return SellerWeek.objects.none()
    since = date.fromordinal(newest.toordinal() - 28)
    return SellerWeek.objects.filter(seller__in=whose, week__gte=since).order_by("-week", "seller")


def _may_be_seen(week: SellerWeek, today: date) -> bool:
    return week.seen_by_seller_at is not None or week.reading.get("measured_on", day_of(today)) < day_of(
        today
    )


def _is_on() -> bool:
    return Business.current().drift_confirmed_at is not None
