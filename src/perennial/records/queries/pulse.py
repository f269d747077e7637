"""How the house is: signs of life, the queue, the last refresh; numbers only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.records.models import RefreshRun
from perennial.records.queries.workers import LEASE, last_beat

__all__ = ["Pulse", "pulse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Ages in seconds (None where there was none yet) and tasks by what becomes of them."""

    worker_silent: float | None
    refreshed: float | None
    waiting: int
    running: int
    failed: int

    @property
    def worker_alive(self) -> bool:
        """Whether a worker gave a sign of life within its lease."""
        return self.worker_silent is not None and self.worker_silent <= LEASE.total_seconds()


def pulse(at: datetime) -> Pulse:
    """Take the pulse; failed tasks are those of the last day."""
    done = RefreshRun.objects.filter(state=RefreshRun.State.DONE, finished_at__isnull=False)
    refreshed = done.order_by("-finished_at").values_list("finished_at", flat=True).first()
    open_tasks = DBTaskResult.objects.exclude(
        status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    )
    by_status = dict(open_tasks.order_by().values_list("status").annotate(Count("id")))
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=at - timedelta(days=1)).count()
    return Pulse(
        worker_silent=_age(last_beat(), at),
        refreshed=_age(refreshed, at),
        waiting=by_status.get(TaskResultStatus.READY, 0),
        running=by_status.get(TaskResultStatus.RUNNING, 0),
        failed=failed,
    )


def _age(moment: datetime | None, at: datetime) -> float | None:
    return None if moment is None else max(0.0, (at - moment).total_seconds())
