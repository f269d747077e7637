"""Begin what is due: each job once a slot, however many schedulers look."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from perennial.records.models import Business, JobRun, User
from perennial.records.nightly.job import Job, slot_due
from perennial.records.nightly.registry import JOBS
from perennial.records.nightly.run_job import run_job

__all__ = ["begin_due_jobs"]


def begin_due_jobs(at: datetime, jobs: Sequence[Job] = JOBS) -> list[str]:
    """Enqueue the jobs that are due at a moment and not begun for their slot; give their names.

    A house without people has nothing to do at night.
    """
    if not User.objects.exists():
        return []
    local = at.astimezone(_zone(Business.current().time_zone))
    due = {job.name: slot for job in jobs if (slot := slot_due(job, local)) is not None}
    begun = set(JobRun.objects.filter(slot__in=set(due.values())).values_list("job", "slot"))
    return [name for name, slot in due.items() if (name, slot) not in begun and _begin(name, slot, at)]


def _begin(job: str, slot: str, at: datetime) -> bool:
    # The row and the task are written together or not at all; the row's uniqueness lets one scheduler win.
    with transaction.atomic():
        _, mine = JobRun.objects.get_or_create(job=job, slot=slot, defaults={"begun_at": at})
        if mine:
            run_job.enqueue(job, slot)
    return mine


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
