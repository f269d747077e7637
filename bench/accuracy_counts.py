"""Expected orders of the second half of a log, from its first half, against the `lifetimes` models."""

import datetime as dt
import warnings
from collections.abc import Iterator

import numpy as np
from accuracy_forecast import say
from peer_models import LIFETIMES, lifetimes_fit

from perennial.core.days import day_of, iso_of
from perennial.engine.backtest.baselines import fit_baselines
from perennial.engine.backtest.scores import poisson_deviance
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.purchases import PurchaseLog, count_between

__all__ = ["count_tables"]

_CUTS = {"CDNOW": day_of(dt.date(1997, 9, 30))}


def count_tables(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Write one table a log."""
    for name, log in logs.items():
        begin, end = int(log.day.min()), int(log.day.max())
        yield from _table(name, log, _CUTS.get(name, (begin + end) // 2), end)


def _table(name: str, log: PurchaseLog, cut: int, end: int) -> Iterator[str]:
    days = end - cut
    said = say(log, cut, (days, 14, 28))
    h = said.histories
    came = count_between(log, cut, end)[said.index]
    yield f"### {name}: {days} days after {iso_of(cut)}, {len(h):,} customers, {came.sum():,} orders"
    yield ""
    yield "| model | RMSE | MAE | Poisson deviance | bias |"
    yield "|---|---|---|---|---|"
    for peer, fitter in LIFETIMES.items():
        note, expected = _peer(fitter, h, days)
        yield _row(f"lifetimes {peer}{note}", expected, came)
    state = h.frequency, h.recency, h.silence
    for model, fitted in {**said.forecaster.models, **fit_baselines(h)}.items():
        k = getattr(fitted, "regularity", None)
        label = f"{model} (k = {k})" if k else model
        yield _row(label, fitted.expected_orders(*state, horizon=days), came)
    yield _row("**auto**", said.forecaster.expected_orders(h, horizon=days, recent=said.recent), came)
    weights = ", ".join(f"{model} {weight:.2f}" for model, weight in said.choice.record.weights if weight)
    yield ""
    yield f"auto: {weights}; level times {said.choice.plans[days].level:.3f}."
    yield ""


def _peer(fitter: type, h: Histories, days: int) -> tuple[str, Floats]:
    model, penalty = lifetimes_fit(fitter, h)
    if model is None:
        return " (does not converge)", np.full(len(h), np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = model.conditional_expected_number_of_purchases_up_to_time(
            days, h.frequency, h.recency, h.T
        )
    note = f" (penalty {penalty})" if penalty else ""
    return note, np.nan_to_num(np.asarray(expected, dtype=float))


def _row(label: str, expected: Floats, came: Ints) -> str:
    rmse = np.sqrt(np.mean((expected - came) ** 2))
    mae = np.abs(expected - came).mean()
    bias = expected.sum() / came.sum() - 1
    return f"| {label} | {rmse:.3f} | {mae:.3f} | {poisson_deviance(expected, came):.4f} | {bias:+.1%} |"
