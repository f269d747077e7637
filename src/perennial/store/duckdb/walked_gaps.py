"""Started gaps counted while walking over sorted purchases (see `perennial.store.duckdb.walk`)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.waits.gap_table import GapTable
from perennial.store.duckdb.walk import Piece, Walk
from perennial.store.log import Split

__all__ = ["walked_gaps"]

_CELLS = 2**23  # of a table of counts; what has more is counted by SQL
_LAST_RUNG = 10
_DIGITS = 9  # as the SQL text rounds


def walked_gaps(walk: Walk, histories: Histories, by: Split, *, groups: int) -> GapTable | None:
    """Count the started gaps, of customers dealt into so many groups; None where there are too many kinds."""
    shape = _Shape.of(histories, by, groups)
    if shape.cells > _CELLS:
        return None
    count, weight = np.zeros(shape.cells), np.zeros(shape.cells)
    for piece in walk.pieces():
        x = histories.frequency[piece.first : piece.until]
        cell = shape.cell(piece, x)
        count += np.bincount(cell, minlength=shape.cells)
        weight += np.bincount(cell, np.repeat(1.0 / (x + 1.0), x + 1), minlength=shape.cells)
    return shape.table(count, weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """The cells in which gaps are counted: level, group, days, and whether they are closed."""

    as_of: int
    by: Split
    lowest: int
    sizes: tuple[int, int, int, int]

    @staticmethod
    def of(histories: Histories, by: Split, groups: int) -> "_Shape":
        span = int(histories.T.max(initial=0))
        months = _month(np.array([histories.as_of - span, histories.as_of]))
        edges = {"none": (0, 0), "rung": (1, _LAST_RUNG), "month": (int(months[0]), int(months[1]))}
        lowest, highest = edges[by]
        sizes = highest - lowest + 1, groups, span + 1, 2
        return _Shape(as_of=histories.as_of, by=by, lowest=lowest, sizes=sizes)

    @property
    def cells(self) -> int:
        return int(np.prod(self.sizes))

    def cell(self, piece: Piece, frequency: Ints) -> NDArray[np.intp]:
        day = piece.day
        ends = piece.starts + frequency
        following = np.append(day[1:], self.as_of)
        following[ends] = self.as_of
        closed = np.ones(len(day), np.intp)
        closed[ends] = 0
        group = np.repeat(np.arange(piece.first, piece.until) % self.sizes[1], frequency + 1)
        cell = self._level(day, piece.starts, frequency) * self.sizes[1] + group
        return np.asarray((cell * self.sizes[2] + (following - day)) * 2 + closed)

    def table(self, count: Floats, weight: Floats) -> GapTable:
        """Give the cells with gaps, in order."""
        there = np.flatnonzero(count)
        level, group, duration, closed = np.unravel_index(there, self.sizes)
        return GapTable(
            as_of=self.as_of,
            level=(level + self.lowest).astype(np.int32),
            group=group.astype(np.int32),
            duration=duration.astype(np.int32),
            closed=closed.astype(np.bool_),
            count=count[there],
            weight=np.round(weight[there], _DIGITS),
        )

    def _level(self, day: Ints, starts: NDArray[np.intp], frequency: Ints) -> NDArray[np.intp]:
        if self.by == "none":
            return np.zeros(len(day), np.intp)
        if self.by == "month":
            first = int(day.min())
            month = _month(np.arange(first, int(day.max()) + 1)) - self.lowest
            return np.asarray(month[day - first])
        rung = np.arange(len(day)) - np.repeat(starts, frequency + 1)
        return np.minimum(rung, _LAST_RUNG - 1)


def _month(day: NDArray[np.integer]) -> NDArray[np.intp]:
    """Give calendar months as numbers, as `perennial.core.days.month_of` does."""
    return 12 * 1970 + day.astype("datetime64[D]").astype("datetime64[M]").astype(np.intp)
