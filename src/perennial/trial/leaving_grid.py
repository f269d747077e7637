"""Days since assignment cut into pieces with one hazard each, and pieces into cells for sums."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from perennial.engine.histories import Floats

__all__ = ["PIECES", "Grid", "grid_of"]

#: Pieces of the horizon, each with its own hazard.
PIECES = 9
_CELLS_A_GAP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """C cells within J pieces of [0, h].

    Attributes
    ----------
    edges
        Shape (C + 1,): days since assignment, from 0 to h.
    passed
        Shape (C + 1, J): days of each piece passed by each edge, so that the cumulated hazard is
        ``passed @ hazard``.
    """

    edges: Floats
    passed: Floats

    def survival(self, hazard: Floats) -> Floats:
        """Give the share still customers at each edge, shape (C + 1,); hazards a day of shape (J,)."""
        return np.asarray(np.exp(-(self.passed @ hazard)))

    def mean_stay(self, survival: Floats) -> float:
        """Integrate a survival curve over [0, h], in days."""
        return float(self.widths @ survival)

    @property
    def widths(self) -> Floats:
        """Shape (C + 1,): weights of the trapezoid rule at the edges, in days."""
        half = 0.5 * np.diff(self.edges)
        return np.asarray(np.append(half, 0.0) + np.insert(half, 0, 0.0))


def grid_of(horizon: int, gap: float, *, pieces: int = PIECES) -> Grid:
    """Cut [0, h] so that a cell is short against the mean gap between purchases, in days."""
    piece = horizon / pieces
    cells = ceil(max(1.0, piece / max(1.0, gap / _CELLS_A_GAP)))
    edges = np.linspace(0.0, horizon, pieces * cells + 1)
    begin = np.linspace(0.0, horizon, pieces + 1)[:-1]
    return Grid(edges=edges, passed=np.clip(edges[:, None] - begin, 0.0, piece))
