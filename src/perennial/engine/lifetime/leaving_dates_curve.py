"""How the return probability of a customer falls with each silent day, and when it has fallen enough."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.next_order import NODES, waits_given_return
from perennial.engine.lifetime.next_order_nodes import axes_for, points_of, read_off, state_at
from perennial.engine.lifetime.returns import ReturnModel

__all__ = ["FIXED", "LONGEST", "ReturnCurves", "curves_of", "days_of_silence", "leaving_silence"]

#: Days of silence after which a leaving date is no longer looked for.
LONGEST = 730
#: Probabilities of the waits that are fixed on the day of the last order.
FIXED = (0.5, 0.75, 0.9)

_EACH_DAY = 14
_NODES = 44
_MANY = 6_000  # more than there are nodes
_CELLS = 262_144  # silences times customers worked on at once: a few dozen megabytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCurves:
    """Return probabilities of m kinds of customers at g days of silence, never rising.

    Attributes
    ----------
    silence
        Shape (g,): days of silence from 0, rising.
    probability
        Shape (m, g), float32.
    fixed
        Shape (3, m): the 50, 75 and 90% waits given return, fixed on the day of the last order.
    """

    silence: Ints
    probability: NDArray[np.float32]
    fixed: Floats

    def at(self, row: NDArray[np.intp], silence: Floats) -> Floats:
        """Give the probabilities of the kinds `row` after `silence` days; shape (n,), as both are."""
        upper = np.clip(np.searchsorted(self.silence, silence), 1, len(self.silence) - 1)
        low, high = self.silence[upper - 1], self.silence[upper]
        part = np.clip((silence - low) / (high - low), 0.0, 1.0)
        below, above = self.probability[row, upper - 1], self.probability[row, upper]
        return np.asarray(below + part * (above - below), dtype=np.float64)


def days_of_silence(longest: int) -> Ints:
    """Give each of the first 14 days, then days ever further apart, past `longest` and two years at least."""
    growth = (LONGEST / _EACH_DAY) ** (1 / (_NODES - 1))
    steps = max(_NODES, 1 + int(np.ceil(np.log(max(longest, 1) / _EACH_DAY) / np.log(growth))))
    spread = np.rint(_EACH_DAY * growth ** np.arange(steps))
    return np.unique(np.concatenate([np.arange(_EACH_DAY), spread])).astype(np.int32)


def curves_of(
    returns: ReturnModel, frequency: Ints, recency: Ints, silence: Ints, *, nodes: int = NODES
) -> ReturnCurves:
    """Tabulate r for m distinct customers (arrays of shape (m,)) at the days `silence` of shape (g,).

    Thousands of them are read off between nodes, to within about a day. `nodes` is how closely the fixed
    waits are looked at (`waits_given_return`).
    """
    if len(frequency) > _MANY:
        axes = axes_for(frequency, recency)
        x, days = state_at(axes)
        few, points = curves_of(returns, x, days, silence, nodes=nodes), points_of(frequency, recency)
        return ReturnCurves(
            silence=silence,
            probability=read_off(axes, few.probability.astype(np.float64), points).astype(np.float32),
            fixed=read_off(axes, few.fixed.T, points).T,
        )
    no_silence = np.zeros_like(frequency)
    fixed = waits_given_return(
        returns.model,
        frequency,
        recency,
        no_silence,
        probabilities=FIXED,
        within=returns.within,
        nodes=nodes,
    )
    table = np.empty((len(frequency), len(silence)), np.float32)
    rows = max(1, _CELLS // len(silence))
    for start in range(0, len(frequency), rows):
        piece = slice(start, start + rows)
        table[piece] = _table(returns, frequency[piece], recency[piece], fixed[0][piece], silence)
    return ReturnCurves(silence=silence, probability=table, fixed=np.stack(fixed))


def _table(returns: ReturnModel, frequency: Ints, recency: Ints, gap: Floats, silence: Ints) -> Floats:
    shape = (len(frequency), len(silence))
    columns = (np.repeat(frequency, shape[1]), np.repeat(recency, shape[1]))
    days, gaps = np.tile(silence, shape[0]), np.repeat(gap, shape[1])
    return np.minimum.accumulate(returns.probability(*columns, days, gaps).reshape(shape), axis=1)


def leaving_silence(curves: ReturnCurves, *, fallen_to: float) -> Floats:
    """Give the first whole day of silence on which r has fallen to a share of its order-day value.

    It is later than the fixed 75% wait and never the order day; infinite where that is not within two years.
    """
    table = curves.probability
    below = table <= fallen_to * table[:, :1]
    upper = np.clip(below.argmax(axis=1), 1, len(curves.silence) - 1)
    row = np.arange(len(table))
    low, high = table[row, upper - 1], table[row, upper]
    part = (low - fallen_to * table[:, 0]) / np.maximum(low - high, 1e-12)
    start, width = curves.silence[upper - 1], np.diff(curves.silence)[upper - 1]
    crossing = np.ceil(start + np.clip(part, 0.0, 1.0) * width - 1e-6)
    day = np.maximum(np.maximum(crossing, np.floor(curves.fixed[1]) + 1), 1)
    return np.where(below.any(axis=1) & (day <= LONGEST), day, np.inf)
