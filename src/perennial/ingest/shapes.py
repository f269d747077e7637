"""What the cells of a column look like: texts with every digit written as 9, and how often each occurs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Shape", "column_sample", "shapes_of"]

_DIGITS: Final = str.maketrans("012345678", "999999999")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape of a column, for example ``99.99.9999``, with its number of rows and one cell as example."""

    shape: str
    rows: int
    example: str


def shapes_of(cells: Iterable[str]) -> list[Shape]:
    """Count the shapes of some cells, the commonest first."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for cell in cells:
        shape = cell.translate(_DIGITS)
        counts[shape] += 1
        examples.setdefault(shape, cell)
    return [Shape(shape=shape, rows=rows, example=examples[shape]) for shape, rows in counts.most_common()]


def column_sample(rows: Sequence[Sequence[str]], positions: Sequence[int]) -> list[str]:
    """Take the cells at some positions that have anything in them."""
    found = (row[at].strip() for row in rows for at in positions if at < len(row))
    return [cell for cell in found if cell]
