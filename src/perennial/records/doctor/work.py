"""What goes on by itself: the worker, its queue, the nightly refresh, backups, the watched folder."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from perennial.core.message import Message
from perennial.records.doctor.check import Check
from perennial.records.models import Business, Customer
from perennial.records.queries.pulse import Pulse, pulse

__all__ = ["check_work"]

_DAY = 24 * 3600.0
_LONG_AGO = 2 * _DAY


def check_work(data_dir: Path, at: datetime) -> Iterator[Check]:
    """Look at all that goes on by itself."""
    now = pulse(at)
    yield _worker(now)
    yield _queue(now)
    yield _refresh(now)
    yield _backups(data_dir, at)
    yield from _watched(Business.current().watched_folder)


def _worker(now: Pulse) -> Check:
    if not now.worker_alive:
        return Check(
            name="worker",
            state="warn",
            message=Message("No worker is alive, so tasks wait; start `perennial serve`."),
        )
    return Check(
        name="worker",
        state="ok",
        message=Message(
            "The worker gave a sign of life {seconds:number} s ago.",
            {"seconds": round(now.worker_silent or 0)},
        ),
    )


def _queue(now: Pulse) -> Check:
    facts = {"waiting": now.waiting, "failed": now.failed}
    if now.failed:
        return Check(
            name="tasks",
            state="warn",
            message=Message(
                "Tasks that failed in the last day: {failed}; waiting: {waiting}. The log says why.", facts
            ),
        )
    return Check(
        name="tasks",
        state="ok",
        message=Message("No task failed in the last day; waiting: {waiting}.", facts),
    )


def _refresh(now: Pulse) -> Check:
    if now.refreshed is None:
        if not Customer.objects.exists():
            return Check(name="refresh", state="ok", message=Message("There is nothing to forecast yet."))
        return Check(
            name="refresh",
            state="warn",
            message=Message("The forecasts were never made; run `perennial refresh`."),
        )
    facts = {"hours": round(now.refreshed / 3600)}
    if now.refreshed > _LONG_AGO:
        return Check(
            name="refresh",
            state="warn",
            message=Message(
                "The forecasts are {hours:number} h old; run `perennial refresh` and look at the log.",
                facts,
            ),
        )
    return Check(
        name="refresh", state="ok", message=Message("The forecasts are {hours:number} h old.", facts)
    )


def _backups(data_dir: Path, at: datetime) -> Check:
    made = [path.stat().st_mtime for path in (data_dir / "backups").glob("*.tar.gz*")]
    if not made:
        return Check(
            name="backups",
            state="warn",
            message=Message(
                "There is no backup in the data folder; run `perennial backup`, and keep a copy elsewhere."
            ),
        )
    age = max(0.0, at.timestamp() - max(made))
    facts = {"hours": round(age / 3600)}
    if age > _LONG_AGO:
        return Check(
            name="backups",
            state="warn",
            message=Message("The last backup is {hours:number} h old; run `perennial backup`.", facts),
        )
    return Check(
        name="backups", state="ok", message=Message("The last backup is {hours:number} h old.", facts)
    )


def _watched(folder: str) -> Iterator[Check]:
    if not folder:
        return
    facts = {"folder": folder}
    if not (Path(folder).is_dir() and os.access(folder, os.R_OK)):
        yield Check(
            name="watched_folder",
            state="fail",
            message=Message(
                "The watched folder {folder} cannot be read; make it, or change it in the settings.", facts
            ),
        )
    else:
        yield Check(name="watched_folder", state="ok", message=Message("{folder} is watched.", facts))
