"""Row-wise formulas over long arrays, a cache-sized piece at a time."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["by_chunk"]

_ROWS = 32_768  # a dozen temporaries of this length stay in the second-level cache


def by_chunk(formula: Callable[..., Floats], *columns: NDArray[np.generic]) -> Floats:
    """Apply a formula that treats every row alone; `columns` and the answer have shape (n,)."""
    answer = np.empty(len(columns[0]))
    for start in range(0, len(answer), _ROWS):
        piece = slice(start, start + _ROWS)
        answer[piece] = formula(*(column[piece] for column in columns))
    return answer
