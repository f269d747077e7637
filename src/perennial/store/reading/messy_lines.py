"""Lines that are not well-formed CSV, split one by one; what cannot be split is kept as a malformed line."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from perennial.store.reading.spool import SpoolRow

__all__ = ["split_lines"]

_LONGEST_RECORD = 50


def split_lines(lines: Iterable[str], delimiter: str, width: int) -> Iterator[SpoolRow]:
    """Split text lines into numbered rows, empty lines included, as a spreadsheet would number them.

    A record may run over lines inside quotation marks; a mark that never closes spoils its own line only.

    Parameters
    ----------
    width
        Number of columns in the header.
    """
    waiting: deque[str] = deque()
    source = iter(lines)
    row = 0
    while (line := _next(waiting, source)) is not None:
        row += 1
        cells = _split(line, delimiter)
        if line.count('"') % 2 and not (len(cells) == width and not cells[-1].endswith(("\n", "\r"))):
            cells = _longer(line, delimiter, width, waiting, source) or []
        yield (row, *_checked(line, cells, width))


def _checked(line: str, cells: list[str], width: int) -> tuple[str, list[str]]:
    if not cells and line.strip():
        return (line.strip(), [])
    if any(cell.strip() for cell in cells[width:]):
        return (line.strip(), [])
    return ("", cells[:width])


def _longer(
    line: str, delimiter: str, width: int, waiting: deque[str], source: Iterator[str]
) -> list[str] | None:
    """Join lines until the quotation marks close; put them back if they never do."""
    taken: list[str] = []
    for _ in range(_LONGEST_RECORD):
        more = _next(waiting, source)
        if more is None:
            break
        taken.append(more)
        if more.count('"') % 2:
            cells = _split(line + "".join(taken), delimiter)
            if len(cells) <= width:
                return cells
            break
    waiting.extendleft(reversed(taken))
    return None


def _next(waiting: deque[str], source: Iterator[str]) -> str | None:
    return waiting.popleft() if waiting else next(source, None)


def _split(record: str, delimiter: str) -> list[str]:
    if not record.strip("\r\n "):
        return []
    if '"' not in record:
        return record.rstrip("\r\n").replace("\0", "").split(delimiter)
    try:
        return next(csv.reader([record.replace("\0", "")], delimiter=delimiter), [])
    except csv.Error:
        return []
