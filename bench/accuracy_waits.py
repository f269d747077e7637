"""Waits still open at a cut, followed to the end of the log: who came back in time, against what was said."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.open_waits import open_waits
from perennial.engine.purchases import PurchaseLog, first_after, histories_at
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.next_purchase import next_purchase

__all__ = ["wait_tables"]

_SHARES = (0.5, 0.55, 0.6, 0.65, 0.7)  # cuts, as shares of the span
_HORIZONS = (None, 60, 90, 180)  # None is the log's own default
_CLOSE = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The share of open waits said to end, the share that ended, and the row of the table."""

    said: float
    ended: float
    text: str


def wait_tables(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Write the share of open waits said to end within a horizon, and the share that did.

    A wait is open at the cut where the customer has not bought since; only waits that the log follows for the
    whole horizon count. The naive mean stands beside the mean of those who return. The first horizon of each
    cut is the log's own default. That the attrition model says this, and not a survival curve, was decided on
    CDNOW and UK gifts themselves, after the pooled curve and one split by rung had missed there. The first
    cut of each log is half-way, where the counts above are taken too; the others lie later. Below the table
    stands how often what was said lies within 4 points of what came.
    """
    yield "| log | day of the log | horizon | open waits | said to end | ended | mean wait | naive mean |"
    yield "|---|---|---|---|---|---|---|---|"
    off: dict[str, Floats] = {}
    for name, log in logs.items():
        begin, end = int(log.day.min()), int(log.day.max())
        cuts = [int((end - begin) * share) for share in _SHARES]
        rows = [[_row(log, begin + day, end, horizon) for horizon in _HORIZONS] for day in cuts]
        for day, of_cut in zip(cuts, rows, strict=True):
            yield from (f"| {name} | {day} {row.text}" for row in of_cut)
        off[name] = np.array([[abs(row.said - row.ended) for row in of_cut] for of_cut in rows])
    yield ""
    yield from (_within(name, table) for name, table in off.items())
    yield ""


def _within(name: str, off: Floats) -> str:
    # `off` has shape (cuts, horizons); the first cut is the half-way one.
    half, later = off[0], off[1:]
    return (
        f"- {name}: {(half <= _CLOSE).sum()} of {half.size} within 4 points at the half-way cut, worst "
        f"{100 * half.max():.1f}; {(later <= _CLOSE).sum()} of {later.size} at the later cuts, worst "
        f"{100 * later.max():.1f}."
    )


def _row(log: PurchaseLog, cut: int, end: int, wanted: int | None) -> _Row:
    rng = np.random.default_rng(0)
    found = next_purchase(
        gap_table_of(log, cut), gap_table_of(log, cut, "month"), (), horizon=wanted, rng=rng
    )
    horizon = found.horizon_days
    histories, index = histories_at(log, cut)
    followed = np.flatnonzero((histories.silence < horizon) & (histories.last_day + horizon <= end))
    said = open_waits(fit(histories, rng=rng), histories.take(followed), horizon=horizon, rng=rng)
    back = first_after(log, cut)[index][followed]
    ended = float(((back > cut) & (back - histories.last_day[followed] <= horizon)).mean())
    returning = said.share_returning.value
    text = (
        f"| {horizon} | {len(followed):,} | {returning:.3f} | {ended:.3f} "
        f"| {found.mean_wait_days.value:.1f} | {found.naive_mean_days:.1f} |"
    )
    return _Row(said=float(returning or 0.0), ended=ended, text=text)
