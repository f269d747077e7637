"""How fast some customers buy: the usual gap and the wait for a second purchase, each at its own horizon."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import Estimate
from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.drawn_groups import drawn_groups
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.gap_table import GROUPS, GapTable
from perennial.engine.waits.horizon import default_horizon, longest_followed
from perennial.engine.waits.resampling import DRAWS, resample

__all__ = ["GroupPace", "median_wait", "own_horizon", "pace_of_group"]

_AS_THEY_ARE = np.ones((1, GROUPS))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPace:
    """Median waits of some customers in days; None where unknown.

    `usual_gap` is that of any purchase, `second_wait` that of the first, both of those who return.
    """

    usual_gap: float | None
    second_wait: float | None


def pace_of_group(log: PurchaseLog, as_of: int) -> GroupPace:
    """Measure the pace of the customers of a log."""
    horizon, gaps = own_horizon(gap_table_of(log, as_of, "month")), gap_table_of(log, as_of, "rung")
    every, first = np.ones(len(gaps.level), np.bool_), gaps.level == 1
    return GroupPace(usual_gap=_median(gaps, horizon, every), second_wait=_median(gaps, horizon, first))


def own_horizon(by_month: GapTable) -> int:
    """Choose within how many days a return counts, as for a business of these customers alone."""
    return min(default_horizon(by_month), longest_followed(by_month))


def median_wait(gaps: GapTable, horizon: int, rng: np.random.Generator) -> Estimate:
    """Give the median wait of those who return within `horizon` days, with its 95% interval."""
    return resample(gaps, horizon, drawn_groups(gaps, DRAWS, rng)).median()


def _median(gaps: GapTable, horizon: int, rows: NDArray[np.bool_]) -> float | None:
    return resample(gaps, horizon, _AS_THEY_ARE, rows).median().value
