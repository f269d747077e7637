"""Which character separates the cells of a text file."""

import csv
import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from perennial.ingest.headers import known_headers

__all__ = ["guess_delimiter", "split_records"]

_USUAL: Final = (",", ";", "\t", "|")
_RARE: Final = ("^", "~", "\x01", "\x1f", "¦")
_HEADER_WITHIN: Final = 60


def guess_delimiter(lines: Sequence[str]) -> str | None:
    """Choose the delimiter under which most headers are known, then the one that splits lines most evenly.

    Parameters
    ----------
    lines
        First lines of the file.

    Returns
    -------
    The delimiter; None where no candidate splits the lines into two cells or more.
    """
    scores = {candidate: _score(split_records(lines, candidate)) for candidate in (*_USUAL, *_RARE)}
    likely = [candidate for candidate in scores if candidate in _USUAL or scores[candidate][0]]
    best = max(likely, key=lambda candidate: scores[candidate])
    return best if scores[best] > (0, 0.0) else None


def split_records(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Split lines into cells; a quotation mark that never closes is taken as it stands."""
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [line.rstrip("\r\n").split(delimiter) for line in lines]


def _score(records: list[list[str]]) -> tuple[int, float]:
    widths = Counter(len(record) for record in records if any(record))
    spread = [rows / widths.total() * math.log2(width) for width, rows in widths.items() if width > 1]
    if not spread:
        return (0, 0.0)
    known = max(known_headers(record) for record in records[:_HEADER_WITHIN])
    return (known if known > 1 else 0, max(spread))
