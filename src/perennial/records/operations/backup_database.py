"""The database as files, as it stood at one moment, while others go on writing."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["SQLITE_FILE", "Dump", "dump_database", "table_file"]

SQLITE_FILE = "database/perennial.sqlite3"
#: Tables whose rows belong to the running copy alone.
_OF_THE_MOMENT = frozenset(
    {"django_migrations", "django_session", settings.CACHES["default"].get("LOCATION")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """Rows by table, and the columns of tables that became files of their own."""

    counts: dict[str, int]
    tables: dict[str, Sequence[str]]


def table_file(table: str) -> str:
    """Name the file of a table."""
    return f"database/{table}.copy"


def dump_database(folder: Path) -> Dump:
    """Write the database below a folder."""
    (folder / "database").mkdir(parents=True)
    if connection.vendor == "sqlite":
        return _dump_sqlite(folder / SQLITE_FILE)
    return _dump_postgresql(folder)


def _dump_sqlite(target: Path) -> Dump:
    # A connection of its own: one with an open transaction would wait for itself.
    own = connection.copy(alias=connection.alias)
    with closing(own), closing(sqlite3.connect(target)) as copy:
        own.ensure_connection()
        # All pages in one step: a snapshot of one moment, which no writer can make begin again.
        own.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        names = copy.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'records\\_%' ESCAPE '\\'"
            " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        ).fetchall()
        counts = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}  # noqa: S608
    return Dump(counts=counts, tables={})


def _dump_postgresql(folder: Path) -> Dump:
    counts: dict[str, int] = {}
    tables: dict[str, Sequence[str]] = {}
    with _snapshot() as own, own.cursor() as cursor:
        for table in sorted(set(own.introspection.table_names(cursor)) - _OF_THE_MOMENT):
            tables[table] = _columns(cursor, table)
            counts[table] = _copy_out(cursor, table, tables[table], folder / table_file(table))
    return Dump(counts=counts, tables=tables)


@contextmanager
def _snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Give a connection that sees one moment of the database until the block ends."""
    own = connection.copy(alias=connection.alias)
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield own
        own.rollback()
    finally:
        own.close()


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _copy_out(cursor: Any, table: str, columns: Sequence[str], target: Path) -> int:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with target.open("wb") as file, cursor.copy(f'COPY "{table}" ({names}) TO STDOUT') as rows:
        for portion in rows:
            file.write(portion)
    return int(cursor.rowcount)
