"""Long arrays a piece at a time."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["by_chunk", "pieces_of"]

_ROWS = 32_768  # a dozen temporaries of this length stay in the second-level cache


def pieces_of(length: int, rows: int) -> Iterator[slice]:
    """Cut so many rows into pieces of at most `rows`; none where there are none."""
    for start in range(0, length, rows):
        yield slice(start, min(start + rows, length))


def by_chunk(formula: Callable[..., Floats], *columns: NDArray[np.generic]) -> Floats:
    """Apply a formula that treats every row alone; `columns` and the answer have shape (n,)."""
    answer = np.empty(len(columns[0]))
    for piece in pieces_of(len(answer), _ROWS):
        answer[piece] = formula(*(column[piece] for column in columns))
    return answer
