"""Let go of the events that are kept of processes, so that nobody who is erased stands in them."""

from perennial.records.queries.process.files import events_files

__all__ = ["forget_in_process"]


def forget_in_process() -> None:
    """Destroy the files whole; they are read anew from the records, at the latest when somebody looks."""
    for path in events_files():
        path.unlink(missing_ok=True)
