"""Where the refresh keeps its files, and the lock that lets one process write them at a time."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from perennial.core.errors import PerennialError
from perennial.records.queries.figures import snapshots_folder

__all__ = ["FoldersBusyError", "mirror_folder", "only_writer", "snapshots_folder"]

_PAUSE = 0.2  # seconds


class FoldersBusyError(PerennialError):
    """Somebody else writes the mirror or the snapshot, and went on for longer than the caller would wait."""


def mirror_folder() -> Path:
    """Give the folder of the orders' mirror."""
    return Path(settings.DATA_DIR) / "mirror"


@contextmanager
def only_writer(patience: float | None = None) -> Iterator[None]:
    """Wait until nobody else writes the mirror or the snapshot; a process that dies lets go by itself.

    Parameters
    ----------
    patience
        Seconds to wait at most; None waits for as long as it takes.

    Raises
    ------
    FoldersBusyError
        They passed.
    """
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "refresh.lock").open("w", encoding="ascii") as file:
        _lock(file, patience)
        yield


def _lock(file: IO[str], patience: float | None) -> None:
    if patience is None:
        fcntl.flock(file, fcntl.LOCK_EX)
        return
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise FoldersBusyError("The mirror and the snapshot are being written") from None
            time.sleep(_PAUSE)
        else:
            return
