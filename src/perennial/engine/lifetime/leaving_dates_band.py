"""How far leaving dates may be off: the same dates under draws of everything that was estimated."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.leaving_dates_curve import (
    LONGEST,
    curves_of,
    days_of_silence,
    leaving_silence,
)
from perennial.engine.lifetime.returns import ReturnModel

__all__ = ["leaving_bands"]

_EXACT = 600  # kinds of customers up to which each is drawn for
_FEW = 8  # repeat purchases up to which each number has nodes of its own
_LATER = 12
_RECENCIES = 24
_NEVER = 4.0 * LONGEST  # stands for "not within two years" while averaging


def leaving_bands(
    returns: ReturnModel,
    frequency: Ints,
    recency: Ints,
    *,
    fallen_to: float,
    draws: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Give the 10% and 90% points of the leaving silence; arrays of shape (m,), infinite where not reached.

    Many kinds of customers are drawn for at fewer nodes of (x, t_x), and read off between them.
    """
    if len(frequency) <= _EXACT:
        return _quantiles(returns.draws(draws, rng), (frequency, recency), fallen_to)
    counts, days = _nodes(frequency, recency)
    grid = np.meshgrid(counts, days, indexing="ij")
    x, t = (axis.ravel().astype(np.int32) for axis in grid)
    kinds = x, np.where(x == 0, 0, np.maximum(t, x)).astype(np.int32)
    bands = _quantiles(returns.draws(draws, rng), kinds, fallen_to)
    low, high = (_between(counts, days, band, frequency, recency) for band in bands)
    return low, high


def _quantiles(
    drawn: Sequence[ReturnModel], kinds: tuple[Ints, Ints], fallen_to: float
) -> tuple[Floats, Floats]:
    days = days_of_silence(LONGEST)
    silence = [leaving_silence(curves_of(draw, *kinds, days), fallen_to=fallen_to) for draw in drawn]
    ranked = np.sort(np.stack(silence), axis=0)
    last = len(drawn) - 1
    return ranked[round(0.1 * last)], ranked[round(0.9 * last)]


def _nodes(frequency: Ints, recency: Ints) -> tuple[Floats, Floats]:
    most, longest = int(frequency.max()), int(recency.max())
    few = np.arange(min(most, _FEW) + 1)
    many = np.geomspace(_FEW, most, _LATER).round() if most > _FEW else few[-1:]
    counts = np.unique(np.concatenate([few, many]))
    days = np.unique((longest * np.linspace(0, 1, _RECENCIES) ** 1.5).round())
    return counts.astype(np.float64), days.astype(np.float64)


def _between(counts: Floats, days: Floats, band: Floats, frequency: Ints, recency: Ints) -> Floats:
    table = np.minimum(band, _NEVER).reshape(len(counts), len(days))
    i, u = _place(np.log1p(counts), np.log1p(frequency))
    j, v = _place(days, recency.astype(np.float64))
    value = (1 - u) * ((1 - v) * table[i, j] + v * table[i, j + 1])
    value += u * ((1 - v) * table[i + 1, j] + v * table[i + 1, j + 1])
    return np.where(value <= LONGEST, np.ceil(value), np.inf)


def _place(nodes: Floats, value: Floats) -> tuple[NDArray[np.intp], Floats]:
    below = np.clip(np.searchsorted(nodes, value, side="right") - 1, 0, len(nodes) - 2)
    return below, np.clip((value - nodes[below]) / (nodes[below + 1] - nodes[below]), 0.0, 1.0)
