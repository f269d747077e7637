"""CSV, TSV and report files as text: any usual delimiter and encoding, title rows, malformed lines."""
# ruff: noqa: S608 - names and values come quoted from sql_text

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from perennial.core.errors import UserError
from perennial.ingest.delimiters import guess_delimiter, split_records
from perennial.ingest.encodings import guess_encoding
from perennial.ingest.layout import find_layout
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.file_bytes import text_facts, transcoded
from perennial.store.reading.messy_lines import split_lines
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.spool import cell_names, cell_sql, csv_relation, spool_relation, write_spool

__all__ = ["open_text"]

_HEAD_LINES = 2_000
_HEAD_CHARACTERS = 1 << 20
#: Of a file whose only column needs none.
_ANY = ","


def open_text(
    path: Path,
    folder: Path,
    given: Mapping[str, str],
    *,
    name: str,
    progress: Callable[[float], None],
    delimiter: str | None = None,
    one_column: bool = False,
) -> SourceTable:
    """Open a text file; its delimiter is guessed where it is not said, and none is needed for `one_column`.

    Well-formed files are read by DuckDB as they stand; others line by line.

    Raises
    ------
    UserError
        The file is empty, or its lines are not split by any usual delimiter.
    """
    facts = text_facts(path)
    if not facts.head.strip():
        raise UserError("{file}: the file is empty", file=name)
    encoding = guess_encoding(facts.head, valid_utf8=facts.valid_utf8)
    plain = transcoded(path, encoding, folder, valid_utf8=facts.valid_utf8)
    progress(0.5)
    lines_facts = facts if plain is path else text_facts(plain)
    lines = _head(plain)
    if not any(line.strip() for line in lines):  # but for the mark of its encoding
        raise UserError("{file}: the file is empty", file=name)
    delimiter = delimiter or guess_delimiter(lines) or (_ANY if one_column else None)
    if delimiter is None:
        raise UserError(
            "{file}: only one column was found; separate the columns with , ; | or a tab", file=name
        )
    layout = find_layout(grid := split_records(lines, delimiter), given)
    table = SourceTable(
        source=name,
        format=SourceFormat(kind="text", encoding=encoding.removesuffix("-sig"), delimiter=delimiter),
        layout=layout,
        relation="",
        row="row",
        cells=cell_sql(len(layout.headers)),
        types=["VARCHAR"] * len(layout.headers),
        sample=grid[layout.first_row :],
        content_hash=facts.content_hash,
        odd_blanks=lines_facts.odd_blanks and delimiter != "\t",
    )

    def slowly() -> SourceTable:
        return _line_by_line(plain, folder, table, delimiter)

    one_line_each = not any("\n" in cell for row in grid[: layout.first_row] for cell in row)
    return _directly(plain, table, delimiter, slowly) if lines_facts.clean and one_line_each else slowly()


def _directly(
    path: Path, table: SourceTable, delimiter: str, again: Callable[[], SourceTable]
) -> SourceTable:
    first = table.layout.first_row
    columns = dict.fromkeys(cell_names(len(table.layout.headers)), "VARCHAR")
    lines = csv_relation(path, columns, delimiter=delimiter, skip=first)
    numbered = f"(SELECT row_number() OVER () + {first:d} AS row, * FROM {lines})"
    return replace(table, relation=numbered, again=again)


def _line_by_line(path: Path, folder: Path, table: SourceTable, delimiter: str) -> SourceTable:
    width, spool = len(table.layout.headers), folder / "lines.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = split_lines(lines, delimiter, width)
        write_spool(spool, islice(rows, table.layout.first_row, None), width)
    return replace(table, relation=spool_relation(spool, width), bad_line="bad_line", width="width")


def _head(path: Path) -> list[str]:
    """Take the first whole lines."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(_HEAD_CHARACTERS)
        whole = not file.read(1)
    lines = list(islice(io.StringIO(text, newline=""), _HEAD_LINES))
    return lines if whole or len(lines) < 2 or len(lines) == _HEAD_LINES else lines[:-1]
