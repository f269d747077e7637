"""Where the table stands on a sheet: title rows, the header (one line or two), the first row of data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from perennial.ingest.headers import WORDS, known_headers, normal
from perennial.ingest.kinds.catalogue import HEADER_WORDS

__all__ = ["TOTAL_WORDS", "Layout", "find_layout"]

_HEADER_WITHIN: Final = 60

#: First words of rows that sum others up, as a regular expression over lower-case text.
TOTAL_WORDS: Final = r"^\s*(итого|всего|общий итог|итог|grand total|sub-?total|total)(\s|:|\.|,|$)"

_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`header_row` and `first_row` count from 0; `upper` and `lower` are the two lines of a double header."""

    header_row: int
    first_row: int
    headers: tuple[str, ...]
    upper: tuple[str, ...]
    lower: tuple[str, ...]

    @property
    def titles(self) -> int:
        """Rows before the header."""
        return self.header_row


def find_layout(grid: Sequence[Sequence[str]], given: Mapping[str, str]) -> Layout:
    """Find the header among the first rows.

    Parameters
    ----------
    grid
        First rows as text, row by row as they stand on the sheet.
    given
        Headers that the person named: a row that has them all is the header.
    """
    best = max(
        range(min(len(grid), _HEADER_WITHIN)),
        key=lambda row: (_named(grid[row], given), _known(grid[row]), -row),
    )
    if not _named(grid[best], given) and not _known(grid[best]):
        best = next((row for row, cells in enumerate(grid) if any(cell.strip() for cell in cells)), best)
    return _with_second_line(grid, best)


def _named(cells: Sequence[str], given: Mapping[str, str]) -> bool:
    there = {normal(cell) for cell in cells}
    return bool(given) and {normal(header) for header in given.values()} <= there


def _known(cells: Sequence[str]) -> int:
    known = known_headers(cells, HEADER_WORDS)
    return known if known > 1 else 0


def _with_second_line(grid: Sequence[Sequence[str]], row: int) -> Layout:
    upper = tuple(cell.strip() for cell in grid[row])
    lower = tuple(cell.strip() for cell in grid[row + 1]) if row + 1 < len(grid) else ()
    if not _is_second_line(upper, lower):
        return Layout(header_row=row, first_row=row + 1, headers=upper, upper=upper, lower=())
    width = max(len(upper), len(lower))
    upper, lower = _padded(upper, width), _padded(lower, width)
    headers = tuple(below or above for above, below in zip(upper, lower, strict=True))
    return Layout(header_row=row, first_row=row + 2, headers=headers, upper=upper, lower=lower)


def _is_second_line(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell a second header line from data: known words and no digits.

    Where not all words are known, it must stand below empty cells or name the documents of the customers
    above: in a list of people a first row may well hold a word that is a header elsewhere.
    """
    filled = [cell for cell in lower if cell]
    if not filled or any(_DIGIT.search(cell) for cell in filled) or tuple(upper) == tuple(lower):
        return False
    known = known_headers(filled)
    below_nothing = any(cell and not above for above, cell in zip_longest(upper, lower, fillvalue=""))
    documents = any(normal(cell) in WORDS["order_id"] for cell in filled)
    return known >= len(set(filled)) or ((below_nothing or documents) and known >= max(1, len(filled) // 2))


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
