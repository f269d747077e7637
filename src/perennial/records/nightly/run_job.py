"""The task that does one job for one slot, in the business's time and language."""

from datetime import date

import structlog
from django.utils import timezone, translation
from django_tasks import task

from perennial.records.models import Business, JobRun

__all__ = ["run_job"]

_log = structlog.get_logger("perennial.nightly")


@task()
def run_job(job: str, slot: str) -> None:
    """Do a job unless its slot is done already; a fault is kept by its kind and passed on."""
    run = JobRun.objects.filter(job=job, slot=slot, done_at__isnull=True).first()
    if run is None:
        return
    business = Business.current()
    try:
        with timezone.override(business.time_zone), translation.override(business.language):
            _job(job, date.fromisoformat(slot[:10]))
    except Exception as error:
        run.failure = type(error).__name__
        run.save(update_fields=["failure"])
        raise
    run.done_at, run.failure = timezone.now(), ""
    run.save(update_fields=["done_at", "failure"])
    _log.info("job_done", job=job, slot=slot)


def _job(name: str, day: date) -> None:
    # The jobs may enqueue tasks themselves, so they are known only when one is done.
    from perennial.records.nightly.registry import JOBS  # noqa: PLC0415

    next(job for job in JOBS if job.name == name).run(day)
