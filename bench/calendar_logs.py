"""Real logs, forecast with the calendar and with all days alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import numpy as np
from accuracy_forecast import say

from perennial.core.days import day_of, iso_of
from perennial.core.estimate import Estimate
from perennial.engine.backtest.cuts import choose_cuts
from perennial.engine.backtest.scores import log_score
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import EVEN, Calendar, SpecialDays
from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog, count_between

__all__ = ["even_days", "real_logs"]

_DRAWS = 400
_NOVEMBER = day_of(date(2011, 10, 31))


@contextmanager
def even_days() -> Iterator[None]:
    """Let all days be alike to the forecasts of this process."""

    def even(log: PurchaseLog, as_of: int, special: SpecialDays = EVEN) -> Calendar:
        del special
        return fit_calendar(log.take(np.arange(0)), as_of)

    with (
        patch("perennial.engine.backtest.past.fit_calendar", even),
        patch("accuracy_forecast.fit_calendar", even),
    ):
        yield


def real_logs(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Give the table of five cuts a log, and what UK gifts say at the end of October 2011."""
    yield "| log | days | log score with the calendar | without | difference (95%) | said / came | without |"
    yield "|---|---|---|---|---|---|---|"
    for name, log in logs.items():
        cuts = choose_cuts(int(log.day.min()), int(log.day.max()))
        for days in (14, 28):
            yield _row(name, days, [_pair(log, cut, days) for cut in cuts])
    if "UK gifts" in logs:
        yield ""
        yield from _november(logs["UK gifts"])


def _pair(log: PurchaseLog, cut: int, days: int) -> tuple[Floats, Floats, Floats]:
    """Give who came, and both forecasts."""
    with_it = say(log, cut, (28, 14))
    with even_days():
        without = say(log, cut, (28, 14))
    came = (count_between(log, cut, cut + days)[with_it.index] > 0).astype(np.float64)
    chances = (
        each.forecaster.p_order(each.histories, horizon=days, recent=each.recent)
        for each in (with_it, without)
    )
    first, second = chances
    return came, first, second


def _row(name: str, days: int, pairs: list[tuple[Floats, Floats, Floats]]) -> str:
    came, with_it, without = (np.concatenate(part) for part in zip(*pairs, strict=True))
    ours, plain = log_score(with_it, came > 0), log_score(without, came > 0)
    low, high = _interval(came, with_it, without)
    return (
        f"| {name} | {days} | {ours:.4f} | {plain:.4f} | {ours - plain:+.4f} ({low:+.4f} to {high:+.4f}) "
        f"| {with_it.mean() / came.mean():.3f} | {without.mean() / came.mean():.3f} |"
    )


def _interval(came: Floats, with_it: Floats, without: Floats) -> tuple[float, float]:
    right = [np.where(came > 0, p, 1 - p) for p in (with_it, without)]
    loss = np.log(right[1]) - np.log(right[0])
    rng = np.random.default_rng(0)
    means = [loss[rng.integers(0, len(loss), len(loss))].mean() for _ in range(_DRAWS)]
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def _november(log: PurchaseLog) -> Iterator[str]:
    came, with_it, without = _pair(log, _NOVEMBER, 14)
    trend = fit_calendar(_known(log, _NOVEMBER), _NOVEMBER).trend
    yield (
        f"UK gifts on {iso_of(_NOVEMBER)}: {with_it.mean():.3f} of the customers are said to buy within two "
        f"weeks, {without.mean():.3f} without the calendar; {came.mean():.3f} did. The trend it states: "
        f"{_told(trend)}. No events were named, and no "
        "season is seen in eleven months."
    )


def _told(trend: Estimate) -> str:
    if trend.value is None:
        return "unknown"
    return f"{trend.value:.3f} a month ({trend.low:.3f} to {trend.high:.3f})"


def _known(log: PurchaseLog, cut: int) -> PurchaseLog:
    return log.take(np.flatnonzero(log.day[log.offsets[:-1]] <= cut))
