"""Copy what was published to the customers' rows, and write down the dates that moved."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from perennial.core.days import date_of
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.flows.refresh import DateChange
from perennial.records.models import Customer, ForecastChange, RefreshRun
from perennial.records.operations.count_later_orders import count_later_orders
from perennial.records.operations.forecast_rows import COLUMNS, NOTHING, forecast_rows
from perennial.records.operations.give_way import give_way
from perennial.records.operations.publish_forecasts import Published

__all__ = ["copy_forecasts"]

#: Customers in one transaction, so that whoever logs a touch never waits long.
_BATCH = 1_000
_BEGIN, _END = 0.92, 0.97


def copy_forecasts(published: Published, progress: Progress) -> None:
    """Bring customers to what was published, from where an earlier try was cut off; once done, nothing."""
    run = RefreshRun.objects.filter(pk=published.run_id).first()
    if run is None or run.copied_at is not None:
        return
    ids, rows = forecast_rows(published.snapshot)
    changes = _by_customer(published)
    begin = int(np.searchsorted(ids, run.position, side="right"))
    for at in range(begin, len(ids), _BATCH):
        progress(Message("Writing the forecasts"), _BEGIN + (_END - _BEGIN) * at / len(ids))
        some = range(at, min(at + _BATCH, len(ids)))
        _copy(run, published, [rows[n] for n in some], changes)
        give_way()
    _forget(set(ids.tolist()))
    count_later_orders(published)
    run.copied_at = timezone.now()
    run.save(update_fields=["copied_at"])


@transaction.atomic
def _copy(
    run: RefreshRun,
    published: Published,
    rows: list[tuple[Any, ...]],
    changes: Mapping[int, DateChange],
) -> None:
    with connection.cursor() as cursor:
        sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in COLUMNS)
        table = connection.ops.quote_name(Customer._meta.db_table)  # noqa: SLF001 - Django's public way
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE id = %s", rows)  # noqa: S608 - our own names
    ForecastChange.objects.bulk_create(list(_changes(rows, published.as_of, changes)))
    run.position = rows[-1][-1]
    run.save(update_fields=["position"])


def _changes(
    rows: list[tuple[Any, ...]], as_of: date, changes: Mapping[int, DateChange]
) -> Iterator[ForecastChange]:
    moved = {row[-1]: row[0] for row in rows if row[-1] in changes}
    living = set(Customer.objects.filter(pk__in=moved, erased_at__isnull=True).values_list("pk", flat=True))
    for pk in sorted(living):
        change = changes[pk]
        yield ForecastChange(
            customer_id=pk,
            as_of=as_of,
            cause=change.cause,
            old=_day(change.old),
            new=_day(change.new),
            stage=moved[pk],
        )


def _by_customer(published: Published) -> Mapping[int, DateChange]:
    return {int(change.customer_id): change for change in published.changes}


def _forget(known: set[int]) -> None:
    """Take back what was said of customers who have no orders any more."""
    said = Customer.objects.filter(forecast_as_of__isnull=False).values_list("pk", flat=True)
    gone = sorted(set(said) - known)
    for at in range(0, len(gone), _BATCH):
        Customer.objects.filter(pk__in=gone[at : at + _BATCH]).update(**NOTHING)


def _day(day: int | None) -> date | None:
    return None if day is None else date_of(day)
