"""Brings order rows that were read into a session of PostgreSQL."""
# ruff: noqa: S608 - names are ours, the path comes quoted

from pathlib import Path
from typing import Any

import psycopg
from duckdb import DuckDBPyConnection

from perennial.store.duckdb.order_columns import ORDER_COLUMNS
from perennial.store.reading.sql_text import literal

__all__ = ["ship_rows"]

_BLOCK = 1 << 20
#: Texts sort by their bytes, as they do everywhere else in the store.
_TYPES = {"VARCHAR": 'text COLLATE "C"', "TIMESTAMP": "timestamp", "DOUBLE": "double precision"}


def ship_rows(
    connection: DuckDBPyConnection, session: "psycopg.Connection[tuple[Any, ...]]", folder: Path
) -> None:
    """Copy ``order_rows`` of a DuckDB connection to a temporary table of the same name."""
    path = folder / "order_rows.csv"
    connection.execute(
        f'COPY (SELECT "row", {_cells()} FROM order_rows) TO {literal(str(path))} (FORMAT csv, HEADER false)'
    )
    columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in ORDER_COLUMNS.items())
    session.execute(f'CREATE TEMP TABLE order_rows ("row" bigint, {columns})'.encode())
    with (
        path.open("rb") as source,
        session.cursor() as cursor,
        cursor.copy(b"COPY order_rows FROM STDIN (FORMAT csv)") as copy,
    ):
        while block := source.read(_BLOCK):
            copy.write(block)
    path.unlink()
    session.execute(b"ANALYZE order_rows")


def _cells() -> str:
    """Write the columns, texts without the one character that PostgreSQL does not take."""
    return ", ".join(
        f"replace({name}, chr(0), '') AS {name}" if kind == "VARCHAR" else name
        for name, kind in ORDER_COLUMNS.items()
    )
