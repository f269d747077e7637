"""Parquet files, whose columns already have types."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from pathlib import Path

import duckdb

from perennial.core.errors import UserError
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.file_bytes import hash_of, plain_path
from perennial.store.reading.guarded import DAMAGED
from perennial.store.reading.source_table import SourceTable, simple_layout
from perennial.store.reading.sql_text import identifier, literal
from perennial.store.reading.workspace import Workspace

__all__ = ["open_parquet"]

_SAMPLE = 1_000


def open_parquet(path: Path, workspace: Workspace, *, name: str) -> SourceTable:
    """Open a Parquet file.

    Raises
    ------
    UserError
        The file is damaged.
    """
    relation = f"read_parquet({literal(str(plain_path(path, workspace.folder)))}, file_row_number = true)"
    try:
        columns = workspace.all(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {relation}")
        headers = [str(column[0]) for column in columns]
        texts = ", ".join(f"CAST({identifier(header)} AS VARCHAR)" for header in headers)
        rows = workspace.all(f"SELECT {texts} FROM {relation} LIMIT {_SAMPLE:d}")
    except duckdb.Error as error:
        raise UserError(DAMAGED["parquet"].text, file=name) from error
    return SourceTable(
        source=name,
        format=SourceFormat(kind="parquet"),
        layout=simple_layout(headers),
        relation=relation,
        row="file_row_number + 2",
        cells=[identifier(header) for header in headers],
        types=[str(column[1]) for column in columns],
        sample=[["" if cell is None else str(cell) for cell in row] for row in rows],
        content_hash=hash_of(path),
    )
