"""Started gaps counted while walking over sorted purchases (see `perennial.store.duckdb.walk`)."""

from collections.abc import Sequence
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


def walked_gaps(
    walk: Walk, histories: Histories, splits: Sequence[Split], *, groups: int
) -> dict[Split, GapTable]:
    """Count the started gaps of customers dealt into so many groups, split in several ways at once.

    Splits with too many kinds of gaps are left out.
    """
    shapes = {by: _Shape.of(histories, by, groups) for by in splits}
    counts = {
        by: (np.zeros(shape.cells), np.zeros(shape.cells))
        for by, shape in shapes.items()
        if shape.cells <= _CELLS
    }
    for piece in walk.pieces() if counts else ():
        x = histories.frequency[piece.first : piece.until]
        gaps, share = _gaps_of(piece, x, groups, histories.as_of), np.repeat(1.0 / (x + 1.0), x + 1)
        for by, (count, weight) in counts.items():
            cell = shapes[by].cell(piece, x, gaps)
            low = int(cell.min())
            cell -= low
            found = np.bincount(cell)
            count[low : low + len(found)] += found
            weight[low : low + len(found)] += np.bincount(cell, share)
    return {by: shapes[by].table(*both) for by, both in counts.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gaps:
    """Gaps that purchases start; each of shape (m,)."""

    group: NDArray[np.intp]
    duration: Ints
    closed: NDArray[np.bool_]


def _gaps_of(piece: Piece, frequency: Ints, groups: int, as_of: int) -> _Gaps:
    ends = piece.starts + frequency
    following = np.append(piece.day[1:], np.int32(as_of))
    following[ends] = as_of
    closed = np.ones(len(piece.day), np.bool_)
    closed[ends] = False
    group = np.repeat(np.arange(piece.first, piece.until) % groups, frequency + 1)
    return _Gaps(group=group, duration=following - piece.day, closed=closed)


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

    def cell(self, piece: Piece, frequency: Ints, gaps: _Gaps) -> NDArray[np.intp]:
        cell = self._level(piece.day, piece.starts, frequency)
        cell *= self.sizes[1]
        cell += gaps.group
        cell *= self.sizes[2]
        cell += gaps.duration
        cell *= 2
        cell += gaps.closed
        return cell

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
            return np.asarray(month[day - first], dtype=np.intp)
        rung = np.arange(len(day)) - np.repeat(starts, frequency + 1)
        return np.minimum(rung, _LAST_RUNG - 1)


def _month(day: NDArray[np.integer]) -> NDArray[np.intp]:
    """Give calendar months as numbers, as `perennial.core.days.month_of` does."""
    return 12 * 1970 + day.astype("datetime64[D]").astype("datetime64[M]").astype(np.intp)
