"""Tables and queries of SQLite and PostgreSQL, streamed to a temporary file."""
# ruff: noqa: S608 - names and values come quoted from sql_text

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from perennial.core.errors import UserError
from perennial.ingest.addresses import Address
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.file_bytes import hash_of
from perennial.store.reading.source_table import SourceTable, simple_layout
from perennial.store.reading.spool import (
    SpoolRow,
    cell_names,
    cell_sql,
    csv_relation,
    spool_relation,
    write_spool,
)
from perennial.store.reading.sql_text import identifier
from perennial.store.reading.typed_cells import cell_text

__all__ = ["open_postgresql", "open_sqlite"]

_FETCH = 10_000
_SAMPLE = 1_000
_MALFORMED = "database disk image is malformed"  # in the words of SQLite itself


def open_sqlite(address: Address, folder: Path) -> SourceTable:
    """Read a table or query of a SQLite file.

    Raises
    ------
    UserError
        The file is missing, or the table or query cannot be read.
    """
    path, spool = _sqlite_path(address.place), folder / "rows.csv"
    if not path.is_file():
        raise UserError("{file}: there is no such file", file=str(path))
    query = address.query or f"SELECT * FROM {identifier(address.table or '')}"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            base.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
            cursor = base.execute(query)
            headers = [column[0] for column in cursor.description]
            write_spool(spool, _numbered(cursor), len(headers))
    except sqlite3.Error as error:
        raise UserError("{address}: {reason}", address=address.shown, reason=str(error)) from error
    except UnicodeDecodeError as error:  # a name of a column, which no text factory reads
        raise UserError("{address}: {reason}", address=address.shown, reason=_MALFORMED) from error
    relation = spool_relation(spool, len(headers))
    return _table(address, "sqlite", headers, relation, spool, skip=3)


def open_postgresql(address: Address, folder: Path) -> SourceTable:
    """Read a table or query of a PostgreSQL database in one COPY.

    Raises
    ------
    UserError
        The driver is not installed, the server refuses, or the table or query cannot be read.
    """
    try:
        import psycopg  # noqa: PLC0415 - the driver is an optional extra
    except ImportError as error:
        raise UserError(
            "reading PostgreSQL needs its driver; install it with: pip install 'perennial-crm[postgresql]'"
        ) from error
    spool = folder / "rows.csv"
    source = address.query or f"SELECT * FROM {'.'.join(map(identifier, (address.table or '').split('.')))}"
    try:
        with psycopg.connect(address.place) as base, base.cursor() as cursor:
            base.read_only = True
            for setting in ("DateStyle = ISO", "TimeZone = 'UTC'", "client_encoding = 'UTF8'"):
                cursor.execute(f"SET {setting}")
            with (
                cursor.copy(f"COPY ({source}) TO STDOUT (FORMAT csv, HEADER)".encode()) as copy,
                spool.open("wb") as sink,
            ):
                for chunk in copy:
                    sink.write(chunk)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise UserError("{address}: {reason}", address=address.shown, reason=reason) from error
    with spool.open(encoding="utf-8", newline="") as file:
        headers = next(csv.reader(file))
    lines = csv_relation(
        spool, dict.fromkeys(cell_names(len(headers)), "VARCHAR"), delimiter=",", skip=1, own=True
    )
    relation = f"(SELECT row_number() OVER () + 1 AS row, * FROM {lines})"
    return _table(address, "postgresql", headers, relation, spool, skip=0)


def _sqlite_path(place: str) -> Path:
    """Take ``shop.db``, ``/data/shop.db``, ``///shop.db`` and ``////data/shop.db``."""
    if not place.startswith("//"):
        return Path(place)
    rest = place.removeprefix("//").removeprefix("/")
    return Path(rest) if Path(rest).exists() or rest.startswith("/") else Path("/" + rest)


def _numbered(cursor: sqlite3.Cursor) -> Iterator[SpoolRow]:
    row = 1
    while chunk := cursor.fetchmany(_FETCH):
        for record in chunk:
            row += 1
            yield (row, "", [cell_text(cell) for cell in record])


def _table(
    address: Address, kind: str, headers: list[str], relation: str, spool: Path, *, skip: int
) -> SourceTable:
    with spool.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        sample = [record[skip:] for record, _ in zip(reader, range(_SAMPLE), strict=False)]
    return SourceTable(
        source=address.shown,
        format=SourceFormat(kind="sqlite" if kind == "sqlite" else "postgresql"),
        layout=simple_layout(headers),
        relation=relation,
        row="row",
        cells=cell_sql(len(headers)),
        types=["VARCHAR"] * len(headers),
        sample=sample if kind == "sqlite" else sample[1:],
        content_hash=hash_of(spool),
        odd_blanks=kind == "postgresql",
    )
