"""One sheet written aside row by row: the work of a process of its own, which a hostile file may kill.

A few bytes of a file can name a cell in the last row and column, and the library that opens it would then ask
for memory for all between. Takes a `SheetRequest` as JSON on standard input, gives a `SheetAnswer`.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import python_calamine as calamine

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.layout import find_layout
from perennial.store.reading.spool import SpoolRow, write_spool
from perennial.store.reading.typed_cells import Cell, cell_text

__all__ = ["UNREADABLE", "SheetRequest", "write_sheet"]

UNREADABLE: Final = Message(
    "{file}: the file is not a spreadsheet that can be read; save it as .xlsx or .csv"
)

_HEAD_ROWS: Final = 2_000
_SHARE_OF_MEMORY: Final = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """The file, its name for sentences, the sheet or "", the headers that were named, where to write rows."""

    path: str
    name: str
    sheet: str
    given: dict[str, str]
    spool: str


def write_sheet(request: SheetRequest) -> dict[str, object]:
    """Write the rows of one sheet: the one that was named, else the first with anything in it.

    Returns
    -------
    `sheet` and `sheets`, names; `layout`, the fields of a `Layout`; `sample`, the first rows of data as text.

    Raises
    ------
    UserError
        The file cannot be opened, the sheet is not there, or it is empty.
    """
    book = _book(request)
    names = [meta.name for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    try:
        page = _page(book, names, request)
        rows = _rows(page)
        head = list(islice(rows, _HEAD_ROWS))
    except calamine.CalamineError as error:
        raise UserError(UNREADABLE.text, file=request.name) from error
    if not any(cell for row in head for cell in row):
        raise UserError("{file}: sheet {sheet} is empty", file=request.name, sheet=page.name)
    layout = find_layout(head, request.given)
    numbered = _numbered(chain(head, rows), layout.first_row)
    write_spool(Path(request.spool), numbered, len(layout.headers))
    return {"sheet": page.name, "sheets": names, "layout": asdict(layout), "sample": head[layout.first_row :]}


def _book(request: SheetRequest) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_path(request.path)
    except calamine.PasswordError as error:
        raise UserError("{file}: the file has a password; save it without one", file=request.name) from error
    except calamine.CalamineError as error:
        raise UserError(UNREADABLE.text, file=request.name) from error


def _page(
    book: calamine.CalamineWorkbook, names: Sequence[str], request: SheetRequest
) -> calamine.CalamineSheet:
    if request.sheet and request.sheet not in names:
        raise UserError(
            "{file}: there is no sheet {sheet}; its sheets are {sheets}",
            file=request.name,
            sheet=request.sheet,
            sheets=", ".join(names),
        )
    if request.sheet:
        return book.get_sheet_by_name(request.sheet)
    pages = (book.get_sheet_by_name(page) for page in names)
    first = next((page for page in pages if page.total_height > 0), None)
    if first is None:
        raise UserError("{file}: the file is empty", file=request.name)
    return first


def _rows(page: calamine.CalamineSheet) -> Iterator[list[str]]:
    """Give the rows as text from the first of the sheet; the library leaves out the empty columns before."""
    before: list[Cell] = [""] * (page.start[1] if page.start else 0)
    for row in page.iter_rows():
        yield [cell_text(cell) for cell in (*before, *row)]


def _numbered(rows: Iterator[list[str]], first: int) -> Iterator[SpoolRow]:
    for at, row in enumerate(rows):
        if at >= first:
            yield (at + 1, "", row)


def _keep_within_memory() -> None:
    """Let the machine refuse what does not fit, where it can, before it has to choose whom to end."""
    try:
        import resource  # noqa: PLC0415 - not on every system

        most = int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * _SHARE_OF_MEMORY)
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        return


def main() -> None:
    """Answer one request."""
    _keep_within_memory()
    request = SheetRequest(**json.load(sys.stdin))
    try:
        answer = write_sheet(request)
    except UserError as error:
        answer = {"refused": error.message.text, "facts": dict(error.message.facts)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
