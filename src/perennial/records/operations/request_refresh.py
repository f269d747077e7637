"""Ask for a refresh of all forecasts; there is one at a time."""

from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.records.models import RefreshRun, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.refresh import run_refresh

__all__ = ["request_refresh"]

_OPEN = (RefreshRun.State.QUEUED, RefreshRun.State.RUNNING)
_ALIVE = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def request_refresh(by: Any, kind: Literal["roll", "refit"] = "roll") -> RefreshRun:
    """Put a refresh in the queue, or give the one that waits or runs already.

    One that waits to roll forward is made to fit anew where that is asked for. One whose task is gone is
    given up, as it would never end.

    Parameters
    ----------
    by
        Who asks; None is the house itself.
    """
    with transaction.atomic():
        run = RefreshRun.objects.select_for_update().filter(state__in=_OPEN).first()
        if run is not None and not _is_alive(run):
            run.state, run.finished_at = RefreshRun.State.FAILED, timezone.now()
            run.save(update_fields=["state", "finished_at"])
            run = None
        if run is None:
            run = _new(by, kind)
            run_refresh.enqueue(run.pk)
        elif kind == "refit" and run.state == RefreshRun.State.QUEUED and run.kind != kind:
            run.kind = kind
            run.save(update_fields=["kind"])
    run.refresh_from_db()
    return run


def _new(by: Any, kind: str) -> RefreshRun:
    run = RefreshRun.objects.create(kind=kind, by=by if isinstance(by, User) else None)
    note_act(by, "refresh", run, kind=kind)
    return run


def _is_alive(run: RefreshRun) -> bool:
    tasks = DBTaskResult.objects.filter(task_path=run_refresh.module_path, status__in=_ALIVE)
    return any(args["args"] == [run.pk] for args in tasks.values_list("args_kwargs", flat=True))
