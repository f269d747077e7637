"""Where the refresh keeps its files, and the lock that lets one process write them at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from perennial.records.queries.figures import snapshots_folder

__all__ = ["mirror_folder", "only_writer", "snapshots_folder"]


def mirror_folder() -> Path:
    """Give the folder of the orders' mirror."""
    return Path(settings.DATA_DIR) / "mirror"


@contextmanager
def only_writer() -> Iterator[None]:
    """Wait until nobody else writes the mirror or the snapshot; a process that dies lets go by itself."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "refresh.lock").open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
