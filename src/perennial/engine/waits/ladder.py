"""The purchase ladder: who goes on from the first purchase to the second, the third, the tenth."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.engine.waits.drawn_groups import drawn_groups
from perennial.engine.waits.gap_counting import LAST_RUNG
from perennial.engine.waits.gap_table import GapTable
from perennial.engine.waits.resampling import DRAWS, resample
from perennial.engine.waits.results import Ladder, Rung

__all__ = ["DEFAULT_REGULAR", "ladder", "with_expected_orders"]

#: Purchases from which a customer is called regular where the log does not decide.
DEFAULT_REGULAR = 4

#: An interval wider than this decides nothing: nearly every share would lie inside it.
_WIDEST = 0.2


def ladder(by_rung: GapTable, *, horizon: int, rng: np.random.Generator) -> Ladder:
    """Describe each step of the ladder; a rise along it is largely selection, not an effect.

    Parameters
    ----------
    by_rung
        Gaps split by rung.
    horizon
        Days within which the next purchase counts.
    rng
        Source of the draws behind the intervals.
    """
    draws = drawn_groups(by_rung, DRAWS, rng)
    levels = [level for level in range(1, LAST_RUNG + 1) if (by_rung.level == level).any()]
    rungs = tuple(_rung(by_rung, level, horizon, draws) for level in levels)
    found = _settled(rungs)
    return Ladder(rungs=rungs, regular_from=found or DEFAULT_REGULAR, decided=found is not None)


def with_expected_orders(found: Ladder, purchases: Ints, expected: Floats) -> Ladder:
    """Add to each rung the mean expected further orders of the customers who stand on it.

    Parameters
    ----------
    found
        The ladder.
    purchases
        Shape (n,): purchases of each customer so far.
    expected
        Shape (n,): orders expected of each customer in the next 365 days.
    """
    standing = np.minimum(purchases, LAST_RUNG)
    known = np.isfinite(expected)
    count = np.bincount(standing[known], minlength=LAST_RUNG + 1)
    total = np.bincount(standing[known], expected[known], minlength=LAST_RUNG + 1)
    rungs = tuple(
        replace(rung, expected_orders_365=float(total[rung.rung] / count[rung.rung]))
        if count[rung.rung]
        else rung
        for rung in found.rungs
    )
    return replace(found, rungs=rungs)


def _rung(by_rung: GapTable, level: int, horizon: int, draws: Floats) -> Rung:
    rows = by_rung.level == level
    found = resample(by_rung, horizon, draws, rows)
    return Rung(
        rung=level,
        customers=_customers(by_rung, level),
        share=found.share(),
        median_days=found.median().value,
        expected_orders_365=None,
    )


def _customers(by_rung: GapTable, level: int) -> int:
    """Count who reached a rung: the last holds several gaps of a customer, so ask who left the one below."""
    if level < LAST_RUNG:
        return int(by_rung.count[by_rung.level == level].sum())
    return int(by_rung.count[(by_rung.level == level - 1) & by_rung.closed].sum())


def _settled(rungs: tuple[Rung, ...]) -> int | None:
    """Find the first rung whose share lies inside the interval of the next; one purchase is never regular."""
    for rung, following in pairwise(rungs):
        share, low, high = rung.share.value, following.share.low, following.share.high
        if share is None or low is None or high is None or high - low > _WIDEST:
            return None
        if low <= share <= high:
            return max(rung.rung, 2)
    return None
