"""Values of many owners in one flat array: those of owner i are rows ``offsets[i]:offsets[i + 1]``."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["counted_until", "taken"]

_Offsets = NDArray[np.int64]


def taken(offsets: _Offsets, index: NDArray[np.intp]) -> tuple[_Offsets, NDArray[np.int64]]:
    """Give the offsets of some of the owners in the order named, and the rows that are theirs."""
    sizes = np.diff(offsets)[index]
    own = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return own, np.arange(own[-1]) + np.repeat(offsets[:-1][index] - own[:-1], sizes)


def counted_until(offsets: _Offsets, values: NDArray[np.integer], cut: int) -> NDArray[np.int64]:
    """Count the values of each owner that are not above a cut; shape (n,)."""
    running = np.concatenate([[0], np.cumsum(values <= cut)])
    return np.asarray(running[offsets[1:]] - running[offsets[:-1]])
