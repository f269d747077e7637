"""Equal rows of small whole numbers, found once so that dear formulas run once for each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["Groups", "distinct", "group", "packed"]

_WORD = 62  # bits of a signed 64-bit word that are safe to fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The m distinct rows among n.

    Attributes
    ----------
    columns
        The distinct rows, one array of shape (m,) for each column given.
    weight
        Shape (m,): how many of the n rows equal it.
    """

    columns: tuple[NDArray[np.int64], ...]
    weight: Floats


def packed(*columns: NDArray[np.integer]) -> tuple[NDArray[np.int64], tuple[int, ...]]:
    """Pack columns of non-negative whole numbers into one number a row, the first column most significant.

    Returns
    -------
    key
        Shape (n,).
    sizes
        One more than the largest value of each column; ``np.unravel_index(key, sizes)`` gives them back.

    Raises
    ------
    OverflowError
        If the columns span more than 2**62 combinations.
    """
    sizes = tuple(int(column.max(initial=0)) + 1 for column in columns)
    if sum(size.bit_length() for size in sizes) > _WORD:
        raise OverflowError("Too many combinations for one 64-bit key.")
    key = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        key *= size
        key += column
    return key, sizes


def group(*columns: NDArray[np.integer]) -> Groups:
    """Group equal rows; the distinct ones come sorted by the first column, then the next."""
    key, sizes = packed(*columns)
    key.sort()
    first = (
        np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.zeros(0, np.intp)
    )
    weight = np.diff(np.append(first, len(key))).astype(np.float64)
    return Groups(columns=tuple(np.unravel_index(key[first], sizes)), weight=weight)


def distinct(*columns: NDArray[np.integer]) -> tuple[tuple[NDArray[np.int64], ...], NDArray[np.intp]]:
    """Give the distinct rows, sorted, and for each row the position of its equal among them."""
    key, sizes = packed(*columns)
    span = int(np.prod([float(size) for size in sizes]))
    unique, inverse = (
        _by_table(key, span) if span <= 4 * len(key) + 65_536 else np.unique(key, return_inverse=True)
    )
    return tuple(np.unravel_index(unique, sizes)), inverse


def _by_table(key: NDArray[np.int64], span: int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    # A table of all combinations needs no sorting.
    seen = np.zeros(span, np.bool_)
    seen[key] = True
    place = np.cumsum(seen) - 1
    return np.flatnonzero(seen), place[key]
