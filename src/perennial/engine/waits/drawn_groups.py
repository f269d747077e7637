"""How often each group of customers counts in each draw of the bootstrap."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.waits.gap_table import GROUPS, GapTable

__all__ = ["drawn_counts", "drawn_groups"]


def drawn_groups(table: GapTable, draws: int, rng: np.random.Generator) -> Floats:
    """Draw the groups that have customers, with replacement, as many as there are.

    Returns
    -------
    Shape (draws + 1, `GROUPS`): row 0 is all ones (the data as they are), the others count draws.
    """
    there = np.unique(table.group)
    counts = np.zeros((draws + 1, GROUPS))
    if len(there):
        counts[1:, there] = drawn_counts(len(there), draws, rng)
    counts[0] = 1.0
    return counts


def drawn_counts(groups: int, draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw as many groups as there are, with replacement; shape (draws, groups): how often each came."""
    return rng.multinomial(groups, np.full(groups, 1 / groups), size=draws)
