"""Next-order bands of those who return, and the whole forecast of the next order on simulated logs."""

from collections.abc import Iterator

import numpy as np
from accuracy_forecast import next_day, say

from perennial.core.days import NO_DAY, iso_of
from perennial.engine.backtest.cuts import choose_cuts
from perennial.engine.backtest.d_calibration import d_calibration
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime import mbg_cnbd
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.next_order import NEXT_ORDER, waits_given_return
from perennial.engine.purchases import PurchaseLog, first_after, histories_at
from perennial.simulate.coin import coin

__all__ = ["band_tables"]

_SEEDS = 20
_CUSTOMERS = 4_000
_SPAN = 730
_WATCHED = 180


def band_tables(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Say how often the day of the next order lies between its early and its late date.

    Bands hold 80% of those who return within the days that the log goes on after the cut; customers who do
    return in them are counted. "By the likely date" should be near a half.
    """
    yield "| log | cut | days after it | returned | between early and late | by the likely date |"
    yield "|---|---|---|---|---|---|"
    for name, log in logs.items():
        end = int(log.day.max())
        seen = [_at_cut(log, cut, end) for cut in choose_cuts(int(log.day.min()), end)]
        for cut, found in seen:
            yield _row(name, iso_of(cut), f"{end - cut:,}", found)
        yield _row(name, "**all**", "", np.concatenate([found for _, found in seen], axis=1))
    yield ""
    yield from _whole_forecasts()


def _at_cut(log: PurchaseLog, cut: int, end: int) -> tuple[int, Floats]:
    """Give whether each who returned did so in the band, and by the likely date; shape (2, returned)."""
    said = say(log, cut, (28, 14))
    time = said.forecaster.time
    if time is None:
        raise AssertionError("forecasts run by a clock")
    h = time.histories(said.histories)
    within = max(1, round(time.ahead(cut, end - cut)))
    waits = waits_given_return(
        said.returns.model, h.frequency, h.recency, h.silence, probabilities=NEXT_ORDER, within=within
    )
    early, likely, late = (np.maximum(np.ceil(time.wait(cut, each) - 1e-9), 1) for each in waits)
    wait = next_day(log, said) - cut
    there = wait <= end - cut
    inside = (wait >= early) & (wait <= late)
    return cut, np.stack([inside[there], (wait <= likely)[there]]).astype(np.float64)


def _row(name: str, cut: str, days: str, found: Floats) -> str:
    inside, likely = found.mean(axis=1)
    return f"| {name} | {cut} | {days} | {found.shape[1]:,} | {inside:.1%} | {likely:.1%} |"


def _whole_forecasts() -> Iterator[str]:
    rejected = {k: sum(_p_value(k, seed) < 0.05 for seed in range(_SEEDS)) for k in (1, 2, 3)}
    said = ", ".join(f"{count} with k = {k}" for k, count in rejected.items())
    yield (
        f"D-calibration of the next order (Haider and others 2020) on {_SEEDS} simulated logs each, "
        f"{_CUSTOMERS:,} customers over {_SPAN} days, followed for {_WATCHED} more: rejected at 5% in "
        f"{said}; one of twenty is what chance rejects."
    )


def _p_value(regularity: int, seed: int) -> float:
    """Fit a simulated log and test the chance of being silent so long, open waits included."""
    rng = np.random.default_rng((regularity, seed))
    alpha = 20.0 / regularity
    business = coin(_CUSTOMERS, rng=rng, regularity=regularity, alpha=alpha, span=_SPAN + _WATCHED)
    cut = business.last_day - _WATCHED
    histories, index = histories_at(business.log, cut)
    model = mbg_cnbd.fit(histories, rng=rng)
    day = first_after(business.log, cut)[index]
    wait = np.where(day == NO_DAY, _WATCHED + 1, day - cut)
    return d_calibration(_silent(model, histories, wait, rng), wait <= _WATCHED)[1]


def _silent(model: MbgCnbd, histories: Histories, wait: Ints, rng: np.random.Generator) -> Floats:
    """Give the chance of silence up to the order, anywhere in its day, or up to the end; shape (n,)."""
    answer = np.empty(len(wait))
    for days in np.unique(np.minimum(wait, _WATCHED)):
        ended = np.minimum(wait, _WATCHED) == days
        some = histories.take(ended)
        state = some.frequency, some.recency, some.silence
        after = 1.0 - model.p_order(*state, horizon=int(days))
        before = 1.0 - model.p_order(*state, horizon=int(days) - 1) if days > 1 else np.ones(len(some))
        came = wait[ended] <= _WATCHED
        answer[ended] = np.where(came, after + rng.random(len(some)) * (before - after), after)
    return answer
