"""Waits still open at a cut, followed to the end of the log: who came back in time, against what was said."""

from collections.abc import Iterator

import numpy as np

from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.open_waits import open_waits
from perennial.engine.purchases import PurchaseLog, first_after, histories_at
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.next_purchase import next_purchase

__all__ = ["wait_tables"]

_SHARES = (0.5, 0.55, 0.6, 0.65, 0.7)  # cuts, as shares of the span
_HORIZONS = (None, 60, 90, 180)  # None is the log's own default


def wait_tables(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Write the share of open waits said to end within a horizon, and the share that did.

    A wait is open at the cut where the customer has not bought since; only waits that the log follows for the
    whole horizon count. The naive mean stands beside the mean of those who return. The first horizon of each
    cut is the log's own default. That the attrition model says this, and not a survival curve, was decided on
    CDNOW and UK gifts themselves, after the pooled curve and one split by rung had missed there.
    """
    yield "| log | day of the log | horizon | open waits | said to end | ended | mean wait | naive mean |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, log in logs.items():
        begin, end = int(log.day.min()), int(log.day.max())
        for share in _SHARES:
            for horizon in _HORIZONS:
                row = _row(log, begin + int((end - begin) * share), end, horizon)
                yield f"| {name} | {int((end - begin) * share)} {row}"
    yield ""


def _row(log: PurchaseLog, cut: int, end: int, wanted: int | None) -> str:
    rng = np.random.default_rng(0)
    found = next_purchase(
        gap_table_of(log, cut), gap_table_of(log, cut, "month"), (), horizon=wanted, rng=rng
    )
    horizon = found.horizon_days
    histories, index = histories_at(log, cut)
    followed = np.flatnonzero((histories.silence < horizon) & (histories.last_day + horizon <= end))
    said = open_waits(fit(histories, rng=rng), histories.take(followed), horizon=horizon, rng=rng)
    back = first_after(log, cut)[index][followed]
    ended = (back > cut) & (back - histories.last_day[followed] <= horizon)
    mean = found.mean_wait_days.value
    return (
        f"| {horizon} | {len(followed):,} | {said.share_returning.value:.3f} | {ended.mean():.3f} "
        f"| {mean:.1f} | {found.naive_mean_days:.1f} |"
    )
