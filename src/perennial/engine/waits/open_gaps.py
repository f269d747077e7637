"""What the waits say of gaps that are still open: the claim that later purchases can check."""

import numpy as np

from perennial.engine.waits.gap_table import GapTable
from perennial.engine.waits.survival import waits_within

__all__ = ["returning_share_of_open"]


def returning_share_of_open(table: GapTable, horizon: int) -> float | None:
    """Give the share of open gaps younger than the horizon that will close within it.

    A gap open for a days closes by day h with probability (S(a) - S(h)) / S(a), S being the Kaplan-Meier
    curve of its own level: split by rung, one-time buyers do not speak for the regulars.

    Parameters
    ----------
    table
        Started gaps as seen at `as_of`.
    horizon
        h in days since the start of the gap.

    Returns
    -------
    None where no open gap is younger than h.
    """
    young = ~table.closed & (table.duration < horizon)
    if not young.any():
        return None
    expected = sum(_expected_returns(table, int(level), horizon) for level in np.unique(table.level[young]))
    return expected / float(table.count[young].sum())


def _expected_returns(table: GapTable, level: int, horizon: int) -> float:
    rows = table.level == level
    duration = np.minimum(table.duration[rows], horizon + 1)
    count, closed = table.count[rows], table.closed[rows]
    ended, shut = np.zeros((2, horizon + 2))
    np.add.at(ended, duration, count)
    np.add.at(shut, duration[closed], count[closed])
    survival = waits_within(ended, shut).survival
    age = duration[~closed & (duration < horizon)]
    still = np.maximum(survival[age], np.finfo(float).tiny)
    return float((count[~closed & (duration < horizon)] * (1 - survival[horizon] / still)).sum())
