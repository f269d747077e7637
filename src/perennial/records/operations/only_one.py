"""One at a time: a lock over processes, which a process that dies lets go by itself."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from perennial.core.errors import PerennialError

__all__ = ["BusyError", "only_one"]

_PAUSE = 0.2  # seconds


class BusyError(PerennialError):
    """Somebody else is at it, and went on for longer than the caller would wait."""


@contextmanager
def only_one(work: str, patience: float | None = None) -> Iterator[None]:
    """Wait until nobody else does a work.

    Do not wait within a transaction: who is at it may wait for the database.

    Parameters
    ----------
    work
        What is done; its lock is a file of this name in the data folder.
    patience
        Seconds to wait at most; None waits for as long as it takes.

    Raises
    ------
    BusyError
        They passed.
    """
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{work}.lock").open("w", encoding="ascii") as file:
        _lock(file, work, patience)
        yield


def _lock(file: IO[str], work: str, patience: float | None) -> None:
    if patience is None:
        fcntl.flock(file, fcntl.LOCK_EX)
        return
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise BusyError(f"Another process is at {work}") from None
            time.sleep(_PAUSE)
        else:
            return
