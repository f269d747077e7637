"""Read the events of a business's own calendar from a file: name, from, until, and perhaps their worth."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.engine.calendar.results import CalendarEvent
from perennial.ingest.encodings import guess_encoding

__all__ = ["MOST_WORTH", "read_events_file"]

#: Ordinary days that a day of an event is worth at the most.
MOST_WORTH = 100.0

_COLUMNS = ("name", "from", "until")


def read_events_file(path: Path) -> tuple[CalendarEvent, ...]:
    """Read the events; the delimiter is a comma, semicolon or tabulator, days are written YYYY-MM-DD.

    Raises
    ------
    UserError
        The file cannot be read, a column is missing, or a cell says nothing usable; names row and column.
    """
    return tuple(_event(row, where) for row, where in _rows(path))


#: File and row (header = row 1) of what is read.
_Where = tuple[str, int]


def _rows(path: Path) -> Iterator[tuple[Mapping[str, str], _Where]]:
    lines = _text(path).splitlines()
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(reader, [])]
    for column in _COLUMNS:
        if column not in header:
            raise UserError(
                "{file}: column '{column}' is missing; the header must name name, from, until and, if there "
                "is one, worth",
                file=str(path),
                column=column,
            )
    for row, cells in enumerate(reader, 2):
        if any(cell.strip() for cell in cells):
            yield dict(zip(header, (cell.strip() for cell in cells), strict=False)), (str(path), row)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            "{file}: the file of events cannot be read ({why}); check the name after --events",
            file=str(path),
            why=error.strerror,
        ) from error
    encoding = guess_encoding(content, valid_utf8=_is_utf8(content))
    return content.decode(encoding, errors="replace")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _event(row: Mapping[str, str], where: _Where) -> CalendarEvent:
    first, last = _day(row, "from", where), _day(row, "until", where)
    if last < first:
        raise UserError(
            "{file}: row {row}, column until: {value} is before {first}; the last day cannot come before the "
            "first",
            **_facts(row, "until", where),
            first=row["from"],
        )
    if not row["name"]:
        raise UserError(
            "{file}: row {row}, column name: is empty; give the event a name", **_facts(row, "name", where)
        )
    return CalendarEvent(name=row["name"], first=first, last=last, worth=_worth(row, where))


def _day(row: Mapping[str, str], column: str, where: _Where) -> int:
    try:
        return day_of(date.fromisoformat(row.get(column, "")))
    except ValueError as error:
        raise UserError(
            "{file}: row {row}, column {column}: '{value}' is not a day; write it as YYYY-MM-DD",
            **_facts(row, column, where),
        ) from error


def _worth(row: Mapping[str, str], where: _Where) -> float | None:
    said = row.get("worth", "")
    if not said:
        return None
    try:
        worth = float(said.replace(",", "."))
    except ValueError:
        worth = -1.0
    if not 0.0 <= worth <= MOST_WORTH:
        raise UserError(
            "{file}: row {row}, column worth: '{value}' does not say how many ordinary days one of its days "
            "is worth; write a number from 0 to {most:number}, or nothing",
            **_facts(row, "worth", where),
            most=MOST_WORTH,
        )
    return worth


def _facts(row: Mapping[str, str], column: str, where: _Where) -> dict[str, object]:
    file, number = where
    return {"file": file, "row": number, "column": column, "value": row.get(column, "")}
