"""Open events kept in a file of their own, which is only read: opening it again takes milliseconds."""

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_opening import facts_of

__all__ = ["kept_events", "write_events"]


def write_events(log: DuckEvents, path: Path) -> None:
    """Keep the events of a log in a file; readers see the one before until all of it is there."""
    aside = path.with_suffix(".writing")
    aside.unlink(missing_ok=True)
    log.write(aside)
    aside.replace(path)


def kept_events(path: Path) -> DuckEvents:
    """Open the events of a file; many may do so at once.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    connection = duckdb.connect(str(path), read_only=True)
    facts = facts_of(connection, as_of=_as_of(connection))
    assert facts is not None  # a log without a step is not opened, and so not kept
    return DuckEvents(connection, facts)


def _as_of(connection: DuckDBPyConnection) -> float:
    (as_of,) = connection.execute("FROM observed").fetchall()[0]
    return float(as_of)
