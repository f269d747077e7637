"""Take persons out of the events that are kept of processes."""

from collections.abc import Collection

from perennial.records.queries.process.files import events_files
from perennial.store.duckdb.event_files import forget_events

__all__ = ["forget_in_process"]


def forget_in_process(customers: Collection[int]) -> None:
    """Write the kept events again without some customers."""
    for path in events_files():
        forget_events(path, [str(pk) for pk in customers])
