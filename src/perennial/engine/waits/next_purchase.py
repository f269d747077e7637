"""The average time until the next purchase, said so that those who never return count too."""

from collections.abc import Sequence

import numpy as np

from perennial.core.message import Message
from perennial.engine.histories import Floats
from perennial.engine.waits.by_month import lengthening, month_horizon, waits_by_month
from perennial.engine.waits.drawn_groups import drawn_groups
from perennial.engine.waits.gap_table import GapTable
from perennial.engine.waits.horizon import default_horizon, longest_followed
from perennial.engine.waits.resampling import DRAWS, Resampled, resample, share_limits
from perennial.engine.waits.results import NextPurchase, SegmentWait, WaitCurve

__all__ = ["next_purchase"]

#: The curve is given at about this many days.
_POINTS = 120


def next_purchase(
    all_gaps: GapTable,
    by_month: GapTable,
    products: Sequence[tuple[str, int, GapTable]],
    *,
    horizon: int | None,
    rng: np.random.Generator,
) -> NextPurchase:
    """Describe the waits from one purchase to the next (method: Kaplan-Meier over all started gaps).

    Parameters
    ----------
    all_gaps
        Every started gap, not split.
    by_month
        The same gaps by the month of their start.
    products
        Name, number of customers and gaps of each product or category.
    horizon
        Days within which a return counts; None chooses (`default_horizon`). No longer than the log, and where
        it is cut that is said.
    rng
        Source of the draws behind the intervals.
    """
    wanted = default_horizon(by_month) if horizon is None else horizon
    within = min(wanted, longest_followed(by_month))
    draws = drawn_groups(all_gaps, DRAWS, rng)
    found = resample(all_gaps, within, draws)
    by_customer = resample(all_gaps, within, draws, by_customer=True)
    median = found.median()
    within_months = month_horizon(by_month, horizon=within)
    return NextPurchase(
        horizon_days=within,
        purchases=int(all_gaps.count.sum()),
        share_returning=found.share(),
        customers_share_returning=by_customer.share(),
        median_wait_days=median,
        mean_wait_days=found.mean(),
        naive_mean_days=_naive_mean(all_gaps),
        usual_gap_days=median.value,
        curve=_curve(found),
        month_horizon_days=within_months,
        by_month=waits_by_month(by_month, horizon=within_months, draws=draws),
        by_product=tuple(_segment(*product, within, rng) for product in products),
        warnings=(
            *lengthening(by_month, horizon=within_months, draws=draws),
            *(_shortened(wanted, within) if horizon is not None else ()),
        ),
    )


def _naive_mean(table: GapTable) -> float | None:
    closed = table.count[table.closed]
    if not len(closed):
        return None
    return float((closed * table.duration[table.closed]).sum() / closed.sum())


def _curve(found: Resampled) -> WaitCurve:
    returned = 1 - found.waits.survival
    days = np.arange(returned.shape[1])
    kept = np.unique(np.append(days[:: max(1, len(days) // _POINTS)], days[-1]))
    low, high = _band(found, returned[:, kept])
    points = zip(kept.tolist(), returned[0, kept].tolist(), low.tolist(), high.tolist(), strict=True)
    return WaitCurve(points=tuple(points))


def _band(found: Resampled, returned: Floats) -> tuple[Floats, Floats]:
    low, high = share_limits(returned[0], returned[1:], found.groups, found.customers)
    start = np.zeros(1)
    return np.append(start, low[1:]), np.append(start, high[1:])


def _segment(name: str, customers: int, gaps: GapTable, within: int, rng: np.random.Generator) -> SegmentWait:
    found = resample(gaps, within, drawn_groups(gaps, DRAWS, rng))
    return SegmentWait(
        name=name,
        customers=customers,
        purchases=int(gaps.count.sum()),
        share_returning=found.share(),
        median_wait_days=found.median(),
    )


def _shortened(wanted: int, within: int) -> tuple[Message, ...]:
    if within >= wanted:
        return ()
    warning = Message(
        "Returns are counted within {within:days}: the log is too short for {wanted:days}.",
        {"within": within, "wanted": wanted},
    )
    return (warning,)
