"""Rows that Python had to read, written aside as plain CSV for DuckDB to read in bulk."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from perennial.store.reading.sql_text import identifier, literal

__all__ = ["SpoolRow", "cell_names", "cell_sql", "csv_relation", "spool_relation", "write_spool"]

#: Row number, text of a malformed line (else nothing), cells.
SpoolRow = tuple[int, str, Sequence[str]]

_LONGEST_CELL = 20_000
_REPORT_EVERY = 50_000


def write_spool(
    path: Path, rows: Iterable[SpoolRow], width: int, *, seen: Callable[[int], None] | None = None
) -> None:
    """Write rows, trimmed and padded, behind their number, malformed text and number of cells."""
    padding = [""] * width
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        for row, bad_line, cells in rows:
            padded = cells if len(cells) == width else [*cells[:width], *padding[len(cells) :]]
            write([row, _tidy(bad_line), len(cells), *map(_tidy, padded)])
            if seen is not None and row % _REPORT_EVERY == 0:
                seen(row)


def spool_relation(path: Path, width: int) -> str:
    """Write the SQL that reads a spool: columns row, bad_line, width, c0, c1, ..."""
    columns = {"row": "BIGINT", "bad_line": "VARCHAR", "width": "INTEGER"}
    return csv_relation(
        path, columns | dict.fromkeys(cell_names(width), "VARCHAR"), delimiter=",", skip=0, own=True
    )


def csv_relation(path: Path, columns: dict[str, str], *, delimiter: str, skip: int, own: bool = False) -> str:
    """Write the SQL that reads a well-formed UTF-8 CSV file; our own ones end lines in one known way."""
    new_line = ", new_line = '\\n'" if own else ""
    named = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items())
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = false, columns = {{{named}}}, "
        f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', skip = {skip:d}{new_line})"
    )


def cell_names(width: int) -> list[str]:
    """Name the columns of a text source by position."""
    return [f"c{at}" for at in range(width)]


def cell_sql(width: int) -> list[str]:
    """Write the SQL of the cells of a text source."""
    return [identifier(name) for name in cell_names(width)]


def _tidy(cell: str) -> str:
    text = cell.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL]
