"""Waits by calendar month of their start, and whether customers now come back later than a year ago."""

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import UNKNOWN
from perennial.core.message import Message
from perennial.engine.histories import Floats
from perennial.engine.waits.gap_table import GROUPS, GapTable
from perennial.engine.waits.horizon import month_start
from perennial.engine.waits.resampling import Resampled, percentile_limits, resample
from perennial.engine.waits.results import MonthWait

__all__ = ["lengthening", "month_horizon", "waits_by_month"]

#: Months compared at once with the same months a year before, so that seasons cancel.
_MONTHS = 3

#: Months are compared by the day on which this share of all returns has come.
_MOST_RETURNS = 0.8


def month_horizon(by_month: GapTable, *, horizon: int) -> int:
    """Give the days within which returns are counted when months are compared.

    By then four in five of the returns within the horizon have come, so that recent months can take part and
    every month is measured with the same rule: the smallest such multiple of 30 days, or of 7 where a week or
    three will do; at most the horizon.
    """
    pooled = resample(by_month, horizon, np.ones((1, GROUPS)))
    returned = 1 - pooled.waits.survival[0]
    day = max(int((returned >= _MOST_RETURNS * returned[-1]).argmax()), 1)
    step = 7 if day <= 21 else 30
    return min(-(-day // step) * step, horizon)


def waits_by_month(by_month: GapTable, *, horizon: int, draws: Floats) -> tuple[MonthWait, ...]:
    """Describe the waits that started in each month.

    A month whose last day was not followed for so long is blank: its early returns alone would look like
    haste.

    Parameters
    ----------
    by_month
        Gaps split by the month of their start.
    horizon
        Days within which a return counts (`month_horizon`).
    draws
        Shape (d, `GROUPS`), see `drawn_groups`.
    """
    return tuple(_month(by_month, int(month), horizon, draws) for month in np.unique(by_month.level))


def lengthening(by_month: GapTable, *, horizon: int, draws: Floats) -> tuple[Message, ...]:
    """Warn when customers clearly return later, or fewer of them, than a year ago.

    The last three months that were followed for the horizon (`month_horizon`) are set against the same months
    of the year before. A sentence is said only when the interval of the difference clears zero.
    """
    now = _latest_months(by_month, horizon)
    before = now - 12
    if not set(now.tolist()) | set(before.tolist()) <= set(by_month.level.tolist()):
        return ()
    recent, earlier = (
        resample(by_month, horizon, draws, np.isin(by_month.level, months)) for months in (now, before)
    )
    facts = {"limit": horizon, "first": _written(now[0]), "last": _written(now[-1])}
    return (*_later(recent, earlier, facts), *_fewer(recent, earlier, facts))


def _month(by_month: GapTable, month: int, horizon: int, draws: Floats) -> MonthWait:
    rows = by_month.level == month
    followed = month_start(month + 1) - 1 + horizon <= by_month.as_of
    found = resample(by_month, horizon, draws, rows) if followed else None
    return MonthWait(
        month=_written(month),
        purchases=int(by_month.count[rows].sum()),
        share_returning=found.share() if found else UNKNOWN,
        mean_wait_days=found.mean() if found else UNKNOWN,
    )


def _latest_months(by_month: GapTable, horizon: int) -> NDArray[np.int64]:
    months = np.unique(by_month.level).astype(np.int64)
    followed = [month for month in months if month_start(int(month) + 1) - 1 + horizon <= by_month.as_of]
    latest = followed[-1] if followed else 0
    return np.arange(latest - _MONTHS + 1, latest + 1)


def _later(recent: Resampled, earlier: Resampled, facts: dict[str, object]) -> tuple[Message, ...]:
    difference = recent.waits.mean - earlier.waits.mean
    low, high = percentile_limits(difference[1:], min(recent.groups, earlier.groups))
    if low is None or high is None or low <= 0:
        return ()
    warning = Message(
        "Customers now return {later:days} later than a year ago ({low:number} to {high:number}): "
        "purchases of {first:month} to {last:month} against the same months a year before, "
        "counting returns within {limit:days}.",
        {**facts, "later": float(difference[0]), "low": low, "high": high},
    )
    return (warning,)


def _fewer(recent: Resampled, earlier: Resampled, facts: dict[str, object]) -> tuple[Message, ...]:
    difference = recent.waits.share - earlier.waits.share
    _, high = percentile_limits(difference[1:], min(recent.groups, earlier.groups))
    if high is None or high >= 0:
        return ()
    shares = {"now": float(recent.waits.share[0]), "before": float(earlier.waits.share[0])}
    warning = Message(
        "Fewer customers return than a year ago: of the purchases of {first:month} to {last:month}, "
        "{now:percent} were followed by another within {limit:days}, against {before:percent} in the same "
        "months a year before.",
        {**facts, **shares},
    )
    return (warning,)


def _written(month: int | np.int64) -> str:
    return f"{int(month) // 12:04d}-{int(month) % 12 + 1:02d}"
