"""How often each group of customers counts in each draw of the bootstrap."""

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.waits.gap_table import GROUPS, GapTable

__all__ = ["drawn_groups"]


def drawn_groups(table: GapTable, draws: int, rng: np.random.Generator) -> Floats:
    """Draw the groups that have customers, with replacement, as many as there are.

    Returns
    -------
    Shape (draws + 1, `GROUPS`): row 0 is all ones (the data as they are), the others count draws.
    """
    there = np.unique(table.group)
    counts = np.zeros((draws + 1, GROUPS))
    if len(there):
        counts[1:, there] = rng.multinomial(len(there), np.full(len(there), 1 / len(there)), size=draws)
    counts[0] = 1.0
    return counts
