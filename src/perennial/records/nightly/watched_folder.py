"""Every few minutes: take in the files that were put into the watched folder."""

from datetime import date

from perennial.records.later import operation
from perennial.records.models import Business

__all__ = ["run"]


def run(day: date) -> None:
    """Look into the folder, where one is set."""
    del day
    scan = operation("scan_folder")
    if scan is not None and Business.current().watched_folder:
        scan()
