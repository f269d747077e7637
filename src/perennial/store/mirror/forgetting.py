"""Erasing people from the mirror: the months that hold them are written again without them."""
# ruff: noqa: S608 - names are ours and values come quoted from sql_text

from collections.abc import Iterable
from pathlib import Path

from duckdb import DuckDBPyConnection

from perennial.store.mirror.connection import connected
from perennial.store.mirror.manifest import Manifest, MonthFile, publish, read_manifest, sweep, writing_folder
from perennial.store.mirror.writing import copy_month
from perennial.store.reading.sql_text import literal

__all__ = ["forget_customers"]


def forget_customers(folder: Path, ids: Iterable[str]) -> Manifest:
    """Write the months that hold orders of these customers again, without them.

    Their ids then stand in no file of the mirror, nor in what an earlier crash may have left there.

    Returns
    -------
    The mirror as it is now.

    Raises
    ------
    MirrorChangedError
        Somebody else wrote meanwhile.
    """
    before = read_manifest(folder)
    if not folder.is_dir():
        return before
    sweep(folder)
    with writing_folder(folder) as aside, connected() as connection:
        connection.execute(
            "CREATE TEMP TABLE forgotten AS SELECT unnest($ids::VARCHAR[]) AS id", {"ids": [*ids]}
        )
        changed: dict[str, MonthFile | None] = {}
        for month in before.months:
            source = f"read_parquet({literal(str(folder / before.file_of(month)))})"
            if _holds(connection, source):
                query = f"SELECT * FROM {source} WHERE customer_id NOT IN (SELECT id FROM forgotten)"
                file = copy_month(connection, query, aside / f"{month}.parquet")
                changed[month] = file if file.rows else None
        return publish(folder, aside, before, changed) if changed else before


def _holds(connection: DuckDBPyConnection, source: str) -> bool:
    query = f"SELECT count(*) FROM {source} WHERE customer_id IN (SELECT id FROM forgotten)"
    return bool(connection.execute(query).fetchall()[0][0])
