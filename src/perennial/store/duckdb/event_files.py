"""Events kept in a Parquet file: written aside, opened again, and without those who are to be forgotten."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_opening import open_events

__all__ = ["events_of_parquet", "forget_events", "write_events"]


def write_events(log: DuckEvents, path: Path) -> None:
    """Keep the events of a log in a file; readers see the one before until all of it is there."""
    aside = path.with_suffix(".writing")
    log.write(aside)
    aside.replace(path)


def events_of_parquet(path: Path, *, as_of: int | None = None) -> DuckEvents:
    """Open the events of a file, all of them in memory: the file may be replaced meanwhile.

    Parameters
    ----------
    as_of
        Day number of the end of observation, that day included; the last moment of the log when not said.

    Raises
    ------
    UserError
        There is no event, or none on or before `as_of`.
    FileNotFoundError
        There is no such file.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    connection = duckdb.connect()
    connection.read_parquet(str(path)).create("event_rows")
    return open_events(connection, as_of=as_of)


def forget_events(path: Path, case_ids: Iterable[str]) -> None:
    """Write a file again without the events of some cases."""
    aside = path.with_suffix(".writing")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE forgotten AS SELECT unnest($1::VARCHAR[]) AS case_id", [[*case_ids]])
        connection.read_parquet(str(path)).create_view("event_rows")
        rows = connection.sql("FROM event_rows ANTI JOIN forgotten USING (case_id)")
        rows.write_parquet(str(aside), compression="zstd")
    aside.replace(path)
