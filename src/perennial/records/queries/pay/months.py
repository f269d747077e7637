"""Which months are closed."""

from perennial.records.models import PayMonth

__all__ = ["closed_months", "is_closed", "last_closed"]


def closed_months() -> frozenset[str]:
    """Give the months ("YYYY-MM") that are closed and were not opened again."""
    return frozenset(PayMonth.objects.filter(reopened_at__isnull=True).values_list("month", flat=True))


def is_closed(month: str) -> bool:
    """Say whether a month is closed."""
    return PayMonth.objects.filter(month=month, reopened_at__isnull=True).exists()


def last_closed() -> str:
    """Give the latest closed month; empty where none is."""
    return max(closed_months(), default="")
