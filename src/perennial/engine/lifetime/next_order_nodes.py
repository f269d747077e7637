"""A few nodes of repeat purchases, recency and silence, between which many customers are read off."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.numerics.chunks import by_chunk

__all__ = ["Axes", "axes_for", "points_of", "read_off", "state_at"]

#: Rising nodes of x, t_x and, where it matters, silence.
Axes = tuple[Ints, ...]

#: Repeat purchases that have nodes of their own, the growth of further ones, and the steps of recency (in
#: days, to the power of 1.5) and of silence (in logs).
_FINE = (12, 1.2, 3.3, 0.18)
_COARSE = (8, 1.35, 9.0, 0.36)


def axes_for(
    frequency: NDArray[np.integer],
    recency: NDArray[np.integer],
    *silence: NDArray[np.integer],
    coarse: bool = False,
) -> Axes:
    """Take the nodes that cover some customers; `silence` may be left out.

    Nodes stand at the same places whoever the customers are, so that nobody's answer depends on others.
    """
    each, growth, day_step, log_step = _COARSE if coarse else _FINE
    most, longest = max(int(frequency.max()), each + 1), int(recency.max())
    further = each * growth ** np.arange(1, 2 + np.ceil(np.log(most / each) / np.log(growth)))
    x = np.concatenate([np.arange(each + 1), further])
    days = day_step * np.arange(2 + np.ceil((longest / day_step) ** (2 / 3))) ** 1.5
    quiet = [np.expm1(log_step * np.arange(2 + np.ceil(np.log1p(int(s.max())) / log_step))) for s in silence]
    return tuple(np.unique(np.rint(axis)).astype(np.int32) for axis in (x, days, *quiet))


def state_at(axes: Axes) -> tuple[Ints, ...]:
    """Give x, t_x and silence of all nodes, each of shape (nodes,).

    Impossible recencies are mended, not left out, so that the table stays whole.
    """
    x, recency, *silence = (axis.ravel() for axis in np.meshgrid(*axes, indexing="ij"))
    return x, np.where(x == 0, 0, np.maximum(recency, x)).astype(np.int32), *silence


def points_of(*columns: NDArray[np.integer]) -> tuple[Floats, ...]:
    """Give customers the coordinates in which `read_off` is linear: logs but for recency."""
    x, recency, *silence = (column.astype(np.float64) for column in columns)
    return np.log1p(x), recency, *(np.log1p(s) for s in silence)


def read_off(axes: Axes, table: Floats, points: Sequence[Floats]) -> Floats:
    """Interpolate linearly between nodes.

    Parameters
    ----------
    table
        Shape (nodes, g), rows as in `state_at`.
    points
        One array of shape (n,) an axis (`points_of`).

    Returns
    -------
    array of shape (n, g)
    """
    scales = points_of(*axes)
    return by_chunk(lambda *some: _read_off(scales, table, some), *points, width=table.shape[1])


def _read_off(scales: Sequence[Floats], table: Floats, points: Sequence[Floats]) -> Floats:
    places = [_place(nodes, value) for nodes, value in zip(scales, points, strict=True)]
    corners, shares = zip(*places, strict=True)
    sizes = tuple(len(nodes) for nodes in scales)
    answer = np.zeros((len(points[0]), table.shape[1]))
    for upper in product((0, 1), repeat=len(scales)):
        weight = np.prod([s if up else 1 - s for s, up in zip(shares, upper, strict=True)], axis=0)
        where = tuple(np.minimum(c + up, n - 1) for c, up, n in zip(corners, upper, sizes, strict=True))
        answer += weight[:, None] * table[np.ravel_multi_index(where, sizes)]
    return answer


def _place(nodes: Floats, value: Floats) -> tuple[NDArray[np.intp], Floats]:
    below = np.clip(np.searchsorted(nodes, value, side="right") - 1, 0, max(len(nodes) - 2, 0))
    above = np.minimum(below + 1, len(nodes) - 1)
    width = np.where(above > below, nodes[above] - nodes[below], 1.0)
    return below, np.clip((value - nodes[below]) / width, 0.0, 1.0)
