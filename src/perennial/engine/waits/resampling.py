"""Limits of waits by drawing groups of customers with replacement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats
from perennial.engine.waits.gap_table import GapTable
from perennial.engine.waits.survival import Waits, waits_within

__all__ = ["DRAWS", "Resampled", "percentile_limits", "resample", "share_limits"]

#: Number of draws behind each interval.
DRAWS = 400

#: A curve that ends before the horizon is still said when no more than this share is left open.
_HARDLY_ANY = 0.05

#: With fewer returns than this the limits of a wait are not said.
_FEWEST_RETURNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampled:
    """Waits of one set of gaps: as they are in row 0, then as drawn; and on how many customers they rest.

    `groups` counts the groups that have such gaps, `customers` is a floor for the number of customers,
    `returned` counts the gaps closed within the horizon.
    """

    waits: Waits
    groups: int
    customers: float
    returned: float

    def share(self) -> Estimate:
        """Share returning within the horizon; unknown where no gap was followed so long."""
        drawn = self.waits.share
        if not self._known():
            return UNKNOWN
        low, high = share_limits(drawn[:1], drawn[1:, None], self.groups, self.customers)
        unseen = not self.waits.followed[0]
        return Estimate(value=float(drawn[0]), low=float(low[0]), high=1.0 if unseen else float(high[0]))

    def mean(self) -> Estimate:
        """Mean wait in days of those who return within the horizon."""
        return self._wait(self.waits.mean)

    def median(self) -> Estimate:
        """Median wait in days of those who return within the horizon."""
        return self._wait(self.waits.median)

    def _wait(self, drawn: Floats) -> Estimate:
        if not np.isfinite(drawn[0]) or not self._known():
            return UNKNOWN
        if self.returned < _FEWEST_RETURNS:
            return Estimate(value=float(drawn[0]))
        low, high = percentile_limits(drawn[1:], self.groups)
        return Estimate(value=float(drawn[0]), low=low, high=high)

    def _known(self) -> bool:
        """Whether gaps were followed for the whole horizon, or hardly any is left open."""
        left_open = 1 - self.waits.share[0]
        return bool(np.isfinite(left_open) and (self.waits.followed[0] or left_open <= _HARDLY_ANY))


def resample(
    table: GapTable,
    horizon: int,
    draws: Floats,
    rows: slice | NDArray[np.bool_] | None = None,
    *,
    by_customer: bool = False,
) -> Resampled:
    """Estimate the waits of some rows of a table, as they are and as drawn.

    Parameters
    ----------
    table
        Counts of gaps.
    horizon
        h in days.
    draws
        Shape (d, `GROUPS`): how often each group counts in each draw; row 0 is all ones (`drawn_groups`).
    rows
        The rows meant; all where None.
    by_customer
        Whether each customer counts once.
    """
    rows = slice(None) if rows is None else rows
    group, duration, closed = table.group[rows], table.duration[rows], table.closed[rows]
    amount = (table.weight if by_customer else table.count)[rows]
    width = horizon + 2
    cell = group.astype(np.int64) * width + np.minimum(duration, horizon + 1)
    size = draws.shape[1] * width
    ended = np.bincount(cell, amount, minlength=size).reshape(-1, width)
    shut = np.bincount(cell[closed], amount[closed], minlength=size).reshape(-1, width)
    groups = int((ended.sum(axis=1) > 0).sum())
    return Resampled(
        waits=waits_within(draws @ ended, draws @ shut),
        groups=groups,
        customers=max(float(table.weight[rows].sum()), groups),
        returned=float(table.count[rows][closed & (duration <= horizon)].sum()),
    )


def share_limits(share: Floats, drawn: Floats, groups: int, customers: float) -> tuple[Floats, Floats]:
    """Give 95% limits of shares that are wide where few customers speak, and at 0 and 1 too.

    Wilson's score interval for the number of independent customers that would have the variance of the draws,
    with Student's t for so many groups (Korn and Graubard 1998 do the same for Clopper-Pearson).

    Parameters
    ----------
    share
        Shape (k,): the estimates.
    drawn
        Shape (d, k): the same in each draw, nan where nothing was drawn.
    groups
        Number of groups that the draws were taken from.
    customers
        Number of customers, used where the draws do not vary.
    """
    groups, customers = max(groups, 2), max(customers, 1.0)
    variance = _variance(drawn) * groups / (groups - 1)
    alone = share * (1 - share)
    size = np.where(variance > 1e-12, alone / np.maximum(variance, 1e-12), customers)
    size = np.where(alone > 1e-12, np.maximum(size, 1.0), customers)
    z = float(stdtrit(groups - 1, 0.975))
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z * np.sqrt(alone / size + (z / (2 * size)) ** 2) / (1 + z**2 / size)
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)


def percentile_limits(drawn: Floats, groups: int) -> tuple[float | None, float | None]:
    """Give 95% limits as percentiles of the draws, widened for few groups (Hesterberg 2015, section 5.2).

    None where under half of the draws have a value.
    """
    known = drawn[np.isfinite(drawn)]
    if len(known) * 2 < len(drawn) or len(known) == 0:
        return None, None
    groups = max(groups, 2)
    tail = float(ndtr(-np.sqrt(groups / (groups - 1)) * stdtrit(groups - 1, 0.975)))
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def _variance(drawn: Floats) -> Floats:
    known = np.isfinite(drawn)
    size = np.maximum(known.sum(axis=0), 2)
    filled = np.where(known, drawn, 0.0)
    mean = filled.sum(axis=0) / size
    spread: Floats = (np.where(known, (filled - mean) ** 2, 0.0)).sum(axis=0) / (size - 1)
    return spread
