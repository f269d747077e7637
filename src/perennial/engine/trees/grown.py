"""Grown trees: plain arrays that can be kept, read back, and asked without the library that grew them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["LEAVES", "GrownTrees"]

#: Leaves of a tree at most: one bit each, and one branch less.
LEAVES = 7

_ALL = 2**LEAVES - 1
_CHUNK = 1 << 14
# The place of the lowest bit that is set, for every set of leaves.
_LOWEST = np.array([0, *((leaves & -leaves).bit_length() - 1 for leaves in range(1, _ALL + 1))], np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrownTrees:
    """The sum of t small trees.

    A customer's leaf is the leftmost one that no branch rules out: a branch whose feature is above its
    threshold rules out the leaves to its left (Lucchese et al. 2015, QuickScorer).

    Attributes
    ----------
    base
        What is said before any tree.
    feature, threshold
        Shape (t, 6): of each branch; unused branches have an infinite threshold.
    kept
        Shape (t, 6): bits of the leaves that remain where the feature is above the threshold.
    value
        Shape (t, 7): what each leaf adds.
    """

    base: float
    feature: NDArray[np.int32]
    threshold: Floats
    kept: NDArray[np.int32]
    value: Floats

    def __len__(self) -> int:
        return len(self.value)

    def total(self, features: Floats) -> Floats:
        """Sum the trees for features of shape (n, f); shape (n,)."""
        columns = np.ascontiguousarray(features.T)
        parts = [
            self._total(columns[:, at : at + _CHUNK]) for at in range(0, max(1, columns.shape[1]), _CHUNK)
        ]
        return np.concatenate(parts)

    def _total(self, columns: Floats) -> Floats:
        answer = np.full(columns.shape[1], self.base)
        for tree in range(len(self)):
            leaves = np.full(columns.shape[1], _ALL, np.uint8)
            for branch in np.flatnonzero(np.isfinite(self.threshold[tree])):
                above = columns[self.feature[tree, branch]] > self.threshold[tree, branch]
                leaves &= np.where(above, np.uint8(self.kept[tree, branch]), np.uint8(_ALL))
            answer += self.value[tree][_LOWEST[leaves]]
        return answer
