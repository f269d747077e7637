"""Which workers are alive, by their signs of life."""

import os
import socket
from datetime import datetime, timedelta

from perennial.records.models import Heartbeat

__all__ = ["LEASE", "is_alive", "last_beat", "living_workers"]

#: A worker that has been silent for longer is taken for dead, wherever it ran.
LEASE = timedelta(seconds=60)


def is_alive(heartbeat: Heartbeat, at: datetime, *, asking: str = "") -> bool:
    """Say whether a worker can still be at work.

    A worker of this machine whose process is gone is dead at once; so is one whose process number now belongs
    to the worker that asks. One that was last heard in what is now the future died before the clock was set.
    """
    if abs(at - heartbeat.at) > LEASE:
        return False
    if heartbeat.host != socket.gethostname() or heartbeat.worker == asking:
        return True
    if asking and heartbeat.process == os.getpid():
        return False
    return _runs(heartbeat.process)


def living_workers(at: datetime, *, asking: str = "") -> set[str]:
    """Name the workers that are alive."""
    return {each.worker for each in Heartbeat.objects.all() if is_alive(each, at, asking=asking)}


def last_beat() -> datetime | None:
    """Give the last sign of life of any worker."""
    newest = Heartbeat.objects.order_by("-at").first()
    return newest.at if newest else None


def _runs(process: int) -> bool:
    if os.name == "nt":  # there, asking a process by a signal would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
