"""Each night: what has been kept long enough is deleted."""

from datetime import date

from django.utils import timezone

from perennial.records.operations.retention import delete_old

__all__ = ["run"]


def run(day: date) -> None:
    """Delete uploads, history and logs older than the settings say."""
    del day
    delete_old(timezone.now())
