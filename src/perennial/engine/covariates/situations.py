"""The situations in which a model may be wrong of customers: by what it says, how silent, how long there."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.covariates.watched_days import WatchedDays
from perennial.engine.histories import Floats

__all__ = ["CELLS", "PARTS", "cells_of"]

_CHANCE = (0.2, 0.4, 0.6, 0.8, 0.95)
_SILENCE = (0.7, 1.3, 2.0, 3.0, 5.0)  # in usual gaps
_TENURE = (3.0, 5.0, 8.0, 13.0, 20.0)  # in usual gaps
_SIZES = (len(_CHANCE) + 1, len(_SILENCE) + 1, len(_TENURE) + 1)
_LONG = 30.0  # days: a gap where nobody has one

#: Number of situations.
CELLS = int(np.prod(_SIZES))
_PLACES = np.unravel_index(np.arange(CELLS), _SIZES)

#: Shape (cells, 2): of each situation what the model says, and silence and tenure together, since
#: silence tells more of whoever has been there for long.
PARTS: NDArray[np.intp] = np.stack([_PLACES[0], _PLACES[1] * _SIZES[2] + _PLACES[2]], axis=1)


def cells_of(
    days: WatchedDays, chance: Floats, rows: NDArray[np.intp] | slice = slice(None)
) -> NDArray[np.intp]:
    """Give the situation of some of the days; shape (m,).

    Parameters
    ----------
    chance
        Shape (m,): what the model says of them, from 0 to 1.
    """
    frequency, recency, silence = (each[rows] for each in days.state)
    bought = frequency > 0
    usual = max(float(np.median(recency[bought] / frequency[bought])), 1.0) if bought.any() else _LONG
    parts = (
        np.digitize(chance, _CHANCE),
        np.digitize(silence / usual, _SILENCE),
        np.digitize((recency + silence) / usual, _TENURE),
    )
    return np.ravel_multi_index(parts, _SIZES)
