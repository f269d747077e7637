"""Beside a worker: signs of life, tasks of dead workers put back, jobs begun in time, messages woken."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from perennial.records.nightly.schedule import begin_due_jobs
from perennial.records.operations.heartbeat import beat, sign_off
from perennial.records.operations.outbox.send import wake_outbox
from perennial.records.operations.resume_tasks import resume_tasks

__all__ = ["tick", "timekeeper"]

#: Seconds between two signs of life; far less than the lease, so that one lost beat does no harm.
BETWEEN_BEATS = 10.0
_log = structlog.get_logger("perennial.worker")


@contextmanager
def timekeeper(worker: str) -> Iterator[None]:
    """Keep the time of a worker while the block runs."""
    beat(worker, timezone.now())
    resume_tasks(timezone.now(), asking=worker)
    stop = threading.Event()
    thread = threading.Thread(target=_keep, args=(worker, stop), name="timekeeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)
        sign_off(worker)


def tick(worker: str, at: datetime) -> None:
    """Do once what is done every few seconds."""
    beat(worker, at)
    resumed = resume_tasks(at, asking=worker)
    if resumed.again or resumed.given_up:
        _log.warning("tasks_resumed", again=resumed.again, given_up=resumed.given_up)
    begin_due_jobs(at)
    wake_outbox(at)


def _keep(worker: str, stop: threading.Event) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            tick(worker, timezone.now())
        # Whatever fails, the signs of life go on: a worker taken for dead would see its task done twice.
        except Exception as error:  # noqa: BLE001
            _log.warning("timekeeper_fails", fault=type(error).__name__)
        stop.wait(BETWEEN_BEATS)
    connection.close()
