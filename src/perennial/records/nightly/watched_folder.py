"""Every few minutes: take in the files that were put into the watched folder."""

from datetime import date

from perennial.records.models import Business
from perennial.records.operations.scan_folder import scan_folder

__all__ = ["run"]


def run(day: date) -> None:
    """Look into the folder, where one is set."""
    del day
    if Business.current().watched_folder:
        scan_folder()
