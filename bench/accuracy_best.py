"""The blend against the best of all others: counts and chances at five rolling cuts of every log."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from accuracy_forecast import Said, say
from accuracy_logs import load_logs
from numpy.typing import NDArray
from peer_models import Forecast, lifetimes_forecasts, pymc_forecasts
from sections import write_section

from perennial.engine.backtest.baselines import fit_baselines
from perennial.engine.backtest.candidates import ATTRITION_MODELS, CountModel, fit_attrition
from perennial.engine.backtest.cuts import choose_cuts
from perennial.engine.backtest.forecaster import Forecaster
from perennial.engine.backtest.learning import alone
from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog, count_between
from perennial.engine.trees.model import TREES

__all__ = ["ABOUT", "HEADING", "best_tables"]

HEADING = "Against the best of all others"
ABOUT = (
    "Each forecast at five cuts of each log, made from what was known at the cut. The best other is, for",
    "each measure, the one that hindsight names among three models of `lifetimes`, two of `pymc-marketing`",
    "by MAP, MBG/CNBD-k with the best k, MBG/NBD, tenure, trees alone and three rules of thumb. Customers",
    "are drawn for the limits, with all their cuts. The packages give no chance of an order for some models:",
    "for BG/NBD and MBG/NBD of `lifetimes` it is worked out from their parameters.",
)

_DAYS = (14, 28)
_DRAWS = 2_000
_AUTO = "auto"
_LEAST, _CERTAIN = 1e-9, 1e-6
_METRICS = ("RMSE", "Poisson deviance", "Brier score", "log score")

_Losses = dict[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Losses of each model at one cut, by metric; each of shape (n,), of the customers `index` of the log."""

    days: int
    index: NDArray[np.intp]
    losses: Mapping[str, _Losses]


def best_tables(logs: Mapping[str, PurchaseLog], pymc: Path | None) -> Iterator[str]:
    """Write the table of all logs, and that of the pooled log score.

    Parameters
    ----------
    pymc
        A Python that has `pymc-marketing`; without it that package is left out, and the table says so.
    """
    cuts = {name: list(_cuts(log, pymc)) for name, log in logs.items()}
    if pymc is None:
        yield "`pymc-marketing` was not there to be measured."
        yield ""
    yield "| log | days | measure | auto | best other | its loss | auto is worse by | at most (95%) |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, seen in cuts.items():
        for days in _DAYS:
            some = [cut for cut in seen if cut.days == days]
            for metric in _METRICS:
                yield f"| {name} | {days} | {metric} | {_against_best(some, metric)} |"
    yield ""
    yield "Log score of the chance of an order in 14 and 28 days, all logs, cuts and customers together:"
    yield ""
    yield "| model | log score | auto is better by (95%) |"
    yield "|---|---|---|"
    yield from _pooled([cut for seen in cuts.values() for cut in seen], list(cuts.values()))


def _cuts(log: PurchaseLog, pymc: Path | None) -> Iterator[_Cut]:
    for cut in choose_cuts(int(log.day.min()), int(log.day.max())):
        said = say(log, cut, (28, 14))
        told = _told(said, pymc)
        for days in _DAYS:
            came = count_between(log, cut, cut + days)[said.index]
            losses = {name: _losses(each[days], came) for name, each in told.items()}
            yield _Cut(days=days, index=said.index, losses=losses)


def _told(said: Said, pymc: Path | None) -> dict[str, Mapping[int, Forecast]]:
    h, rng = said.histories, np.random.default_rng(0)
    models = {name: fit_attrition(name, h, rng) for name in ATTRITION_MODELS}
    only_trees = replace(said.forecaster, plans={days: alone(TREES) for days in _DAYS})
    return {
        _AUTO: {days: _of_ours(said, said.forecaster, days) for days in _DAYS},
        "trees alone": {days: _of_ours(said, only_trees, days) for days in _DAYS},
        **{
            name: {days: _of_model(said, model, days) for days in _DAYS}
            for name, model in {**models, **fit_baselines(h)}.items()
        },
        **lifetimes_forecasts(h, _DAYS),
        **({} if pymc is None else pymc_forecasts(pymc, h, _DAYS)),
    }


def _of_ours(said: Said, forecaster: Forecaster, days: int) -> Forecast:
    h, recent = said.histories, said.recent
    return Forecast(
        expected=forecaster.expected_orders(h, horizon=days, recent=recent),
        p_order=forecaster.p_order(h, horizon=days, recent=recent),
    )


def _of_model(said: Said, model: CountModel, days: int) -> Forecast:
    h = said.histories
    state = h.frequency, h.recency, h.silence
    return Forecast(
        expected=model.expected_orders(*state, horizon=days), p_order=model.p_order(*state, horizon=days)
    )


def _losses(told: Forecast, came: Ints) -> _Losses:
    losses: _Losses = {}
    if told.expected is not None:
        m = np.maximum(told.expected, _LEAST)
        y = came.astype(np.float64)
        ratio = np.where(came > 0, y * np.log(np.maximum(y, 1) / m), 0.0)
        losses |= {
            "RMSE": np.square(m - y),
            "Poisson deviance": 2 * (ratio - (y - m)),
        }
    if told.p_order is not None:
        p, ordered = np.clip(told.p_order, _CERTAIN, 1 - _CERTAIN), came > 0
        losses |= {
            "Brier score": np.square(p - ordered.astype(np.float64)),
            "log score": -np.log(np.where(ordered, p, 1 - p)),
        }
    return losses


def _against_best(cuts: list[_Cut], metric: str) -> str:
    sums = _by_customer(cuts, metric)
    points = {name: float(_mean(metric, table.sum(axis=0))) for name, table in sums.items()}
    best = min((name for name in points if name != _AUTO), key=points.__getitem__)
    drawn = _drawn(len(sums[_AUTO]))
    differences = _mean(metric, drawn @ sums[_AUTO]) - _mean(metric, drawn @ sums[best])
    worse, most = points[_AUTO] / points[best] - 1, float(np.quantile(differences, 0.975)) / points[best]
    return f"{points[_AUTO]:.4f} | {best} | {points[best]:.4f} | {worse:+.2%} | {most:+.2%}"


def _by_customer(cuts: list[_Cut], metric: str) -> dict[str, Floats]:
    """Give each model, that was there at every cut, the sum of losses and their number a customer."""
    names = [name for name in cuts[0].losses if all(metric in cut.losses.get(name, {}) for cut in cuts)]
    customers = 1 + max(int(cut.index.max()) for cut in cuts)
    answer = {}
    for name in names:
        table = np.zeros((customers, 2))
        for cut in cuts:
            table[cut.index, 0] += cut.losses[name][metric]
            table[cut.index, 1] += 1
        answer[name] = table
    return answer


def _mean(metric: str, sums: Floats) -> Floats:
    mean = sums[..., 0] / sums[..., 1]
    return np.asarray(np.sqrt(mean) if metric == "RMSE" else mean)


def _drawn(customers: int) -> Floats:
    # Customers are drawn with replacement, with all their cuts.
    rng = np.random.default_rng(0)
    return rng.poisson(1.0, (_DRAWS, customers)).astype(np.float64)


def _pooled(cuts: list[_Cut], by_log: list[list[_Cut]]) -> Iterator[str]:
    tables = [_by_customer(seen, "log score") for seen in by_log]
    names = [name for name in tables[0] if all(name in table for table in tables)]
    together = {name: np.concatenate([table[name] for table in tables]) for name in names}
    drawn = _drawn(len(together[_AUTO]))
    points = {name: float(_mean("log score", table.sum(axis=0))) for name, table in together.items()}
    for name in sorted(points, key=points.__getitem__):
        better = _mean("log score", drawn @ together[name]) - _mean("log score", drawn @ together[_AUTO])
        low, high = np.quantile(better, [0.025, 0.975])
        told = "" if name == _AUTO else f"{points[name] - points[_AUTO]:+.4f} ({low:+.4f} to {high:+.4f})"
        yield f"| {name} | {points[name]:.4f} | {told} |"
    missing = sorted({name for cut in cuts for name in cut.losses} - set(names))
    if missing:
        yield ""
        yield f"Not at every cut, or without a chance of an order: {', '.join(missing)}."


def main() -> None:
    """Measure these tables alone, and put them in their place in docs/accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logs", type=Path, help="folder with real order logs")
    parser.add_argument("--pymc", type=Path, help="a Python that has pymc-marketing")
    options = parser.parse_args()
    lines = list(best_tables(load_logs(options.logs), options.pymc))
    write_section("accuracy.md", "Accuracy", HEADING, [*ABOUT, "", *lines], "python bench/accuracy_best.py")


if __name__ == "__main__":
    main()
