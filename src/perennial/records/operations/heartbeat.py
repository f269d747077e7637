"""Signs of life: a worker says every few seconds that it is there, and when it goes."""

import os
import socket
from datetime import datetime

from perennial.records.models import Heartbeat

__all__ = ["beat", "sign_off"]


def beat(worker: str, at: datetime) -> None:
    """Say that a worker is alive."""
    where = {"at": at, "host": socket.gethostname(), "process": os.getpid()}
    Heartbeat.objects.update_or_create(
        worker=worker, defaults=where, create_defaults={"started_at": at, **where}
    )


def sign_off(worker: str) -> None:
    """Say that a worker stops by itself."""
    Heartbeat.objects.filter(worker=worker).delete()
