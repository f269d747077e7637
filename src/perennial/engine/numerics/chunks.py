"""Long arrays a piece at a time."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["by_chunk", "pieces_of"]

_MANY = 8 * 32_768  # rows that are worth threads
_THREADS = min(os.cpu_count() or 1, 4)
_ROWS = 32_768  # a dozen temporaries of this length stay in the second-level cache


def pieces_of(length: int, rows: int) -> Iterator[slice]:
    """Cut so many rows into pieces of at most `rows`; none where there are none."""
    for start in range(0, length, rows):
        yield slice(start, min(start + rows, length))


def by_chunk(
    formula: Callable[..., Floats], *columns: NDArray[np.generic], width: int | None = None
) -> Floats:
    """Apply a formula that treats every row alone.

    Many rows are shared out among threads, as NumPy lets go of the interpreter while it computes.

    Parameters
    ----------
    columns
        Shape (n,) each.
    width
        The answer has shape (n, width), or (n,) where it is not said.
    """
    rows = len(columns[0])
    answer = np.empty(rows if width is None else (rows, width))

    def work(piece: slice) -> None:
        answer[piece] = formula(*(column[piece] for column in columns))

    pieces = pieces_of(len(answer), _ROWS)
    if len(answer) < _MANY:
        for piece in pieces:
            work(piece)
    else:
        with ThreadPoolExecutor(_THREADS) as pool:
            deque(pool.map(work, pieces), maxlen=0)  # raises what a thread has raised
    return answer
