"""A file for spreadsheets and programs, streamed row by row; no cell of it is run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from perennial.flows.plan_file import harmless

__all__ = ["csv_file"]

#: By this a spreadsheet knows the encoding.
_MARK = "\ufeff"


def csv_file(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Any]], separator: str = ","
) -> StreamingHttpResponse:
    """Give the answer that is such a file."""
    lines = _lines(header, rows, separator)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(header: Sequence[str], rows: Iterable[Sequence[Any]], separator: str) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=separator)
    yield _MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | int) else harmless(str(value))


class _Echo:
    """Gives each line back instead of writing it."""

    def write(self, line: str) -> str:
        return line
