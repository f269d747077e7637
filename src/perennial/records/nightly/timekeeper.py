"""Beside a worker: signs of life, tasks of dead workers put back, jobs begun in time, messages woken."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from perennial.records.nightly.schedule import begin_due_jobs
from perennial.records.operations.heartbeat import beat, sign_off
from perennial.records.operations.outbox.send import wake_outbox
from perennial.records.operations.resume_tasks import resume_tasks
from perennial.records.queries.workers import LEASE

__all__ = ["SteadyClock", "tick", "timekeeper"]

#: Seconds between two signs of life; far less than the lease, so that one lost beat does no harm.
BETWEEN_BEATS = 10.0
#: Seconds by which a clock that is corrected little by little never differs between two beats.
_UNEVEN = 5.0
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


def tick(worker: str, at: datetime, *, is_settled: bool = True) -> None:
    """Do once what is done every few seconds.

    Parameters
    ----------
    is_settled
        False while others may not have given a sign of life by the clock as it goes now: none of them is
        taken for dead then.
    """
    beat(worker, at)
    if is_settled:
        resumed = resume_tasks(at, asking=worker)
        if resumed.again or resumed.given_up:
            _log.warning("tasks_resumed", again=resumed.again, given_up=resumed.given_up)
    begin_due_jobs(at)
    wake_outbox(at)


class SteadyClock:
    """Notices that the clock was set, or that the machine slept, by a clock that nobody sets.

    Parameters
    ----------
    steady
        Gives the seconds of the clock that nobody sets.
    """

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._last: tuple[float, datetime] | None = None
        self._jumped = -math.inf

    def is_settled(self, at: datetime) -> bool:
        """Say whether the clock has gone evenly for long enough that every living worker has beaten by it."""
        now = self._steady()
        before, moment = self._last or (now, at)
        if abs((at - moment).total_seconds() - (now - before)) > _UNEVEN:
            self._jumped = now
        self._last = now, at
        return now - self._jumped >= LEASE.total_seconds()


def _keep(worker: str, stop: threading.Event) -> None:
    clock = SteadyClock()
    while not stop.is_set():
        close_old_connections()
        try:
            at = timezone.now()
            tick(worker, at, is_settled=clock.is_settled(at))
        # Whatever fails, the signs of life go on: a worker taken for dead would see its task done twice.
        except Exception as error:  # noqa: BLE001
            _log.warning("timekeeper_fails", fault=type(error).__name__)
        stop.wait(BETWEEN_BEATS)
    connection.close()
