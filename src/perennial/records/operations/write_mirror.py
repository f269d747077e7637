"""Bring the mirror of orders up to the rows of the database: the months marked, or whatever differs."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear, Length

from perennial.records.models import Business, MirrorMonth, Order
from perennial.records.operations.mark_dirty import mark_months_dirty
from perennial.records.operations.mirror_rows import mirror_rows
from perennial.records.operations.refresh_folders import mirror_folder
from perennial.store.mirror import Manifest, month_name, read_manifest, write_months

__all__ = ["mirrored_orders", "write_mirror"]

_WEEK = timedelta(days=7)
_MANY = 24  # months: rather read all than ask for each
#: Sums that differ where orders differ, all but never by chance.
_SUMS: Mapping[str, Any] = {
    "rows": Count("pk"),
    "first": Min("pk"),
    "last": Max("pk"),
    "money": Sum("amount"),
    "whose": Sum("customer"),
    "what": Sum("product"),
    "who": Sum("seller"),
    "words": Sum(Length("status") + Length("refund_of") + Length("contract_id") + Length("channel")),
    "latest": Max("ordered_at"),
}


def write_mirror(business: Business, *, compare: bool) -> Manifest:
    """Write the months that changed, so that the mirror holds what the database does.

    A month that changes meanwhile stays marked; a process that dies leaves everything marked that it had not
    written, and writing a month twice makes the same file.

    Parameters
    ----------
    business
        Its clock is the clock of the mirror.
    compare
        Hold every month against what it was when it was written, so that a change nobody marked is seen.
    """
    before = read_manifest(mirror_folder())
    if compare or not before.months:
        mark_months_dirty(_differing(business, before))
    dirty = dict(MirrorMonth.objects.stale().values_list("month", "changed"))
    if not dirty:
        return before
    digests = _digests(business, dirty)
    manifest = write_months(mirror_folder(), mirror_rows(mirrored_orders(), dirty, business), dirty)
    MirrorMonth.objects.bulk_update(
        [
            MirrorMonth(month=name, written=changed, digest=digests.get(name, ""))
            for name, changed in dirty.items()
        ],
        ["written", "digest"],
    )
    return manifest


def mirrored_orders() -> QuerySet[Order]:
    """Give the orders that the mirror holds: all of them, since those of somebody erased still count."""
    return Order.objects.all()


def _differing(business: Business, manifest: Manifest) -> set[str]:
    now = _digests(business)
    then = dict(MirrorMonth.objects.values_list("month", "digest"))
    differing = {name for name in now.keys() | then.keys() if now.get(name, "") != then.get(name, "")}
    missing = not manifest.months.keys() >= now.keys()
    names = now.keys() | then.keys() | manifest.months.keys() if missing else differing
    return {month for name in names for month in (name, _next(name))}


def _digests(business: Business, months: Collection[str] = ()) -> Mapping[str, str]:
    """Sum up the orders of each month by their days, with the clock that they are told by."""
    orders = mirrored_orders()
    if 0 < len(months) < _MANY:
        orders = orders.filter(_within(months))
    sums = orders.order_by().values(year=ExtractYear("day"), month=ExtractMonth("day")).annotate(**_SUMS)
    clock = f"{business.time_zone} {business.day_start_minutes}"
    return {
        month_name(date(year, month, 1)): " ".join(map(str, (*told, clock)))[:200]
        for year, month, *told in sums.values_list("year", "month", *_SUMS)
    }


def _within(months: Collection[str]) -> Q:
    condition = Q(pk__in=[])
    for name in months:
        first = date.fromisoformat(f"{name}-01")
        condition |= Q(day__gte=first, day__lt=_first_of_next(first))
    return condition


def _next(month: str) -> str:
    return month_name(_first_of_next(date.fromisoformat(f"{month}-01")))


def _first_of_next(first: date) -> date:
    return (first.replace(day=28) + _WEEK).replace(day=1)
