"""The real CDNOW log in a house: its customers numbered in the order of their ids."""

from datetime import UTC, date, datetime
from decimal import Decimal

from cdnow import cdnow_rows

from perennial.records.models import Customer, Order, RefreshRun
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.refresh import run_refresh

__all__ = ["bring_cdnow", "refreshed"]

_FIRST = 100_001


def bring_cdnow(owner):
    """Write customers and orders."""
    rows = cdnow_rows()
    numbers = {who: _FIRST + rank for rank, who in enumerate(sorted({who for who, _, _ in rows}))}
    Customer.objects.bulk_create(
        Customer(pk=pk, name=f"Customer {who}", owner=owner) for who, pk in numbers.items()
    )
    days = [date.fromisoformat(day) for _, day, _ in rows]
    Order.objects.bulk_create(
        Order(
            customer_id=numbers[who],
            external_id=str(at),
            ordered_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
            day=day,
            amount=Decimal(amount),
        )
        for at, ((who, _, amount), day) in enumerate(zip(rows, days, strict=True))
    )
    mark_dirty(days)


def refreshed(kind="roll"):
    """Refresh all forecasts."""
    run = RefreshRun.objects.create(kind=kind)
    run_refresh.call(run.pk)
    run.refresh_from_db()
    assert run.state == "done", run.failure
    return run
