"""Excel and OpenDocument spreadsheets through calamine, written aside row by row."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import python_calamine as calamine

from perennial.core.errors import UserError
from perennial.ingest.layout import find_layout
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.file_bytes import hash_of
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.spool import SpoolRow, cell_sql, spool_relation, write_spool

__all__ = ["cell_text", "open_spreadsheet", "sheet_names"]

_HEAD_ROWS = 2_000
_LARGEST_WHOLE = 1e15
Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def open_spreadsheet(
    path: Path, folder: Path, given: Mapping[str, str], *, sheet: str | None, name: str
) -> SourceTable:
    """Open one sheet: the one that was named, else the first with anything in it.

    Raises
    ------
    UserError
        The file cannot be opened, the sheet is not there, or it is empty.
    """
    page = _sheet(path, sheet, name)
    rows = page.to_python(skip_empty_area=False)
    if not any(any(cell != "" for cell in row) for row in rows):
        raise UserError("{file}: sheet {sheet} is empty", file=name, sheet=page.name)
    head = [[cell_text(cell) for cell in row] for row in rows[:_HEAD_ROWS]]
    layout = find_layout(head, given)
    width, spool = len(layout.headers), folder / "sheet.csv"
    write_spool(spool, _numbered(rows, layout.first_row), width)
    return SourceTable(
        source=name,
        format=SourceFormat(kind="spreadsheet", sheet=page.name),
        layout=layout,
        relation=spool_relation(spool, width),
        row="row",
        cells=cell_sql(width),
        types=["VARCHAR"] * width,
        sample=head[layout.first_row :],
        content_hash=hash_of(path),
    )


def sheet_names(path: str) -> tuple[str, ...]:
    """Name the sheets of a spreadsheet that could be opened before."""
    return tuple(_names(calamine.CalamineWorkbook.from_path(path)))


def cell_text(cell: Cell | bytes | None) -> str:
    """Write a typed cell as text: whole numbers without a fraction, dates as ISO."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_WHOLE:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return cell.decode("utf-8", errors="replace")
    return "" if cell is None else str(cell)


def _sheet(path: Path, wanted: str | None, name: str) -> calamine.CalamineSheet:
    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError as error:
        raise UserError("{file}: the file has a password; save it without one", file=name) from error
    except calamine.CalamineError as error:
        raise UserError(
            "{file}: the file is not a spreadsheet that can be read; save it as .xlsx or .csv", file=name
        ) from error
    names = _names(book)
    if wanted is not None and wanted not in names:
        raise UserError(
            "{file}: there is no sheet {sheet}; its sheets are {sheets}",
            file=name,
            sheet=wanted,
            sheets=", ".join(names),
        )
    if wanted is not None:
        return book.get_sheet_by_name(wanted)
    pages = (book.get_sheet_by_name(page) for page in names)
    first = next((page for page in pages if page.total_height > 0), None)
    if first is None:
        raise UserError("{file}: the file is empty", file=name)
    return first


def _names(book: calamine.CalamineWorkbook) -> list[str]:
    return [meta.name for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]


def _numbered(rows: Sequence[Sequence[Cell]], first: int) -> Iterator[SpoolRow]:
    for at in range(first, len(rows)):
        yield (at + 1, "", [cell_text(cell) for cell in rows[at]])
