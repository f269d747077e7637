"""When the next order comes, given that the customer returns at all."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.next_order_nodes import axes_for, points_of, read_off, state_at
from perennial.engine.numerics.grouping import distinct

__all__ = ["LOOK_AHEAD", "NEXT_ORDER", "NODES", "look_ahead_for", "waits_given_return"]

#: Days ahead within which a return counts as one, where the usual gap is not long.
LOOK_AHEAD = 730
#: Probabilities of the dates that are shown: early, likely, late.
NEXT_ORDER = (0.1, 0.5, 0.9)

_LONG_GAPS = 4
NODES = 60
_MANY = 60_000  # different customers above which waits are read off between nodes, to within 1%
_ROWS = 16_384  # a table of nodes by rows stays at a few megabytes


def look_ahead_for(usual_gap: float | None) -> int:
    """Give the days within which a return counts: two years, or four usual gaps where that is longer.

    Without a limit the waits of one-time customers have no end: those who buy once in a decade would count.
    """
    return max(LOOK_AHEAD, int(np.ceil(_LONG_GAPS * (usual_gap or 0.0))))


def waits_given_return(
    model: AttritionModel,
    frequency: Ints,
    recency: Ints,
    silence: Ints,
    *,
    probabilities: tuple[float, ...],
    within: int = LOOK_AHEAD,
    nodes: int = NODES,
) -> tuple[Floats, ...]:
    """Give the days from now by which those who return have returned with each probability.

    Parameters
    ----------
    frequency, recency, silence
        Shape (n,), as in `AttritionModel`.
    probabilities
        Rising, each between 0 and 1.
    within
        Days from now within which a return counts as one.
    nodes
        Horizons at which the model is asked; between them the answer is interpolated.

    Returns
    -------
    tuple of arrays of shape (n,)
        One for each probability.
    """
    columns, place = distinct(frequency, recency, silence)
    if len(columns[0]) <= _MANY:
        return tuple(row[place] for row in _in_pieces(model, columns, probabilities, within, nodes))
    axes = axes_for(*columns)
    logs = np.log1p(_in_pieces(model, state_at(axes), probabilities, within, nodes))
    waits = np.expm1(read_off(axes, logs.T, points_of(*columns)))
    return tuple(column[place] for column in waits.T)


def _in_pieces(
    model: AttritionModel,
    columns: tuple[NDArray[np.integer], ...],
    probabilities: tuple[float, ...],
    within: int,
    nodes: int,
) -> Floats:
    waits = np.empty((len(probabilities), len(columns[0])))
    for start in range(0, len(columns[0]), _ROWS):
        rows = tuple(column[start : start + _ROWS].astype(np.int32) for column in columns)
        waits[:, start : start + _ROWS] = _waits(model, rows, probabilities, within, nodes)
    return waits


def _waits(
    model: AttritionModel, rows: tuple[Ints, ...], probabilities: tuple[float, ...], within: int, nodes: int
) -> Floats:
    days = np.unique(np.geomspace(1, within, nodes).round().astype(int))
    x, recency, silence = rows
    share = model.p_orders(x, recency, silence, horizons=days.tolist())
    share /= np.maximum(share[-1], 1e-300)
    at, table = np.concatenate([[0], days]).astype(np.float64), np.vstack([np.zeros(len(x)), share])
    return np.stack([_crossing(at, table, probability) for probability in probabilities])


def _crossing(nodes: Floats, table: Floats, goal: float) -> Floats:
    # Each column of the table rises; the first node at or above the goal closes the bracket.
    upper = np.clip((table < goal).sum(axis=0), 1, len(nodes) - 1)
    column = np.arange(table.shape[1])
    below, above = table[upper - 1, column], table[upper, column]
    part = (goal - below) / np.maximum(above - below, 1e-300)
    return np.asarray(nodes[upper - 1] + np.clip(part, 0, 1) * (nodes[upper] - nodes[upper - 1]))
