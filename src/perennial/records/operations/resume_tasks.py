"""Put back the tasks of workers that died, so that what they left half done is taken up again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.core.errors import PerennialError
from perennial.core.message import Message
from perennial.records.models import Heartbeat, Import, RefreshRun
from perennial.records.operations.import_file import IMPORT_BROKE, run_import
from perennial.records.operations.import_file_options import message_json
from perennial.records.operations.refresh import REFRESH_BROKE, run_refresh
from perennial.records.queries.workers import LEASE, living_workers

__all__ = ["MOST_TRIES", "Resumed", "WorkerDiedError", "resume_tasks"]

#: A task during which so many workers died is itself the likely cause, and is not begun again.
MOST_TRIES = 3
_Task = DBTaskResult[Any, Any]
_OVER = (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """How many tasks were put back, and how many were given up."""

    again: int
    given_up: int


class WorkerDiedError(PerennialError):
    """Several workers died while they were at one task."""


def resume_tasks(at: datetime, *, asking: str = "") -> Resumed:
    """Make tasks ready again whose worker is dead; give up those that were tried too often.

    Parameters
    ----------
    asking
        The worker that asks, which is alive.
    """
    with transaction.atomic():
        living = living_workers(at, asking=asking) | {asking}
        orphans = [task for task in _running() if not living & set(task.worker_ids[-1:])]
        tired = [task for task in orphans if len(task.worker_ids) >= MOST_TRIES]
        for task in orphans:
            _put_back(task) if task not in tired else _give_up(task, at)
        _end_stranded(at)
        Heartbeat.objects.filter(at__lt=at - 10 * LEASE).delete()
    return Resumed(again=len(orphans) - len(tired), given_up=len(tired))


def _running() -> list[_Task]:
    return list(DBTaskResult.objects.running().select_for_update(skip_locked=True))


def _put_back(task: _Task) -> None:
    task.status, task.started_at = TaskResultStatus.READY, None
    task.save(update_fields=["status", "started_at"])


def _give_up(task: _Task, at: datetime) -> None:
    task.status, task.finished_at = TaskResultStatus.FAILED, at
    task.exception_class_path = f"{WorkerDiedError.__module__}.{WorkerDiedError.__name__}"
    task.traceback = f"The worker died {len(task.worker_ids)} times while it was at this task."
    task.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
    if task.task_path == run_import.module_path:
        _fail(Import, task, IMPORT_BROKE, at)
    elif task.task_path == run_refresh.module_path:
        _fail(RefreshRun, task, REFRESH_BROKE, at)


def _end_stranded(at: datetime) -> None:
    """Say of imports and refreshes that they have failed where their task has, and had no room to say so."""
    for model, path, why in (
        (Import, run_import.module_path, IMPORT_BROKE),
        (RefreshRun, run_refresh.module_path, REFRESH_BROKE),
    ):
        going = model._default_manager.filter(state__in=["queued", "running"])  # noqa: SLF001 - as below
        if not going.exists():
            continue
        tasks = DBTaskResult.objects.filter(task_path=path)
        failed = list(tasks.filter(status=TaskResultStatus.FAILED))
        open_ones = {_of_what(task) for task in tasks.exclude(status__in=_OVER)}
        for task in failed:
            if _of_what(task) not in open_ones:
                _fail(model, task, why, at)


def _of_what(task: _Task) -> Any:
    return task.args_kwargs["args"][0]


def _fail(model: type[Import | RefreshRun], task: _Task, why: Message, at: datetime) -> None:
    """Say of an import or a refresh that it will not go on, so that somebody can begin it again."""
    going = model._default_manager.filter(  # noqa: SLF001 - Django's public way
        pk=_of_what(task), state__in=["queued", "running"]
    )
    going.update(state="failed", failure=message_json(why), finished_at=at)
