"""Mark the months whose orders changed, so that the next refresh writes them to the mirror again."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from perennial.records.models import MirrorMonth
from perennial.store.mirror import month_name

__all__ = ["mark_dirty", "mark_months_dirty"]

_DAY = timedelta(days=1)


def mark_dirty(days: Iterable[date]) -> None:
    """Mark the months of some days; call it in the transaction that changes their orders.

    Parameters
    ----------
    days
        Days of orders that came, changed or went. An order before the hour at which a day begins stands in
        the month of the day after, so that the day after counts, too.
    """
    changed = set(days)
    mark_months_dirty(month_name(each) for day in changed for each in (day, day + _DAY))


@transaction.atomic
def mark_months_dirty(months: Iterable[str]) -> None:
    """Mark months by name (``YYYY-MM``)."""
    names = sorted(set(months))
    MirrorMonth.objects.bulk_create(
        [MirrorMonth(month=name, changed=0) for name in names], ignore_conflicts=True
    )
    MirrorMonth.objects.filter(month__in=names).update(changed=F("changed") + 1)
