"""Where the refresh keeps its files, and the lock that lets one process write them at a time."""

from contextlib import AbstractContextManager
from pathlib import Path

from django.conf import settings

from perennial.records.operations.only_one import only_one
from perennial.records.queries.figures import snapshots_folder

__all__ = ["mirror_folder", "only_writer", "snapshots_folder"]


def mirror_folder() -> Path:
    """Give the folder of the orders' mirror."""
    return Path(settings.DATA_DIR) / "mirror"


def only_writer(patience: float | None = None) -> AbstractContextManager[None]:
    """Wait until nobody else writes the mirror or the snapshot, as `only_one` waits.

    Raises
    ------
    BusyError
        So many seconds passed.
    """
    return only_one("refresh", patience)
