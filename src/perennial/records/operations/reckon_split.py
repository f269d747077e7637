"""Read the year of every seller in the background, so that no page waits for a look at all orders."""

from datetime import date

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.records.models import Business
from perennial.records.queries.split import KeptSplit, kept_split, read_split

__all__ = ["ask_for_split", "reckon_split", "split_now"]


@task()
def reckon_split() -> None:
    """Read what is not kept yet for the day it is where the business is."""
    business = Business.current()
    read_split(_day(business), business)


def ask_for_split() -> None:
    """Put a reading in the queue unless one waits or runs."""
    alive = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    if not DBTaskResult.objects.filter(task_path=reckon_split.module_path, status__in=alive).exists():
        reckon_split.enqueue()


def split_now(business: Business) -> KeptSplit | None:
    """Give what was read last, and have it read anew where that tells more; None where nothing is kept."""
    today = _day(business)
    kept = kept_split(today, business)
    if kept is None or not kept.is_current:
        ask_for_split()
        kept = kept_split(today, business)
    return kept


def _day(business: Business) -> date:
    # Not the day of who looks: two people in two time zones would have it read in turns.
    with timezone.override(business.time_zone):
        return timezone.localdate()
