"""How often what is said of the days after a touch is right where the truth is known; and real letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
from accuracy_forecast import usual_gap
from accuracy_logs import LOGS, load_logs
from numpy.typing import NDArray

from perennial.core.estimate import Estimate
from perennial.engine.backtest.candidates import fit_attrition
from perennial.engine.backtest.past import look_back
from perennial.engine.covariates.after_touch import compare_touched, watch
from perennial.engine.covariates.results import AfterTouch, change_of
from perennial.engine.covariates.watched_days import Ahead
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.histories import Floats
from perennial.engine.lifetime.returns import return_horizon
from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.engine.touches import Touches, touches_of
from perennial.engine.trees.model import BASE, TREES
from perennial.simulate.touched import TouchedBusiness, touched_business

__all__ = ["TOUCHED", "campaign_lines", "touched_row"]

_CAMPAIGNS = ("completejourney", "completejourney_touches.csv.gz")
_HORIZONS = (28, 14)
_CUTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedCase:
    """How many times as often customers buy after a touch, who is touched, how they leave, who says so."""

    effect: float
    customers: int = 1000
    favour: float = 0.0
    tenure: float | None = None
    model: str = "mbg-cnbd-k"


TOUCHED = {
    "no effect": TouchedCase(effect=1.0),
    "no effect, those who buy often touched oftener": TouchedCase(effect=1.0, favour=1.0),
    "no effect, 300 customers": TouchedCase(effect=1.0, customers=300),
    "30% more": TouchedCase(effect=1.3),
    "30% more, 300 customers": TouchedCase(effect=1.3, customers=300),
    "twice as many": TouchedCase(effect=2.0),
    "30% fewer": TouchedCase(effect=0.7),
    "no effect, they leave by tenure": TouchedCase(effect=1.0, tenure=150.0, model="tenure"),
    "the same, wrong model": TouchedCase(effect=1.0, tenure=150.0),
    "30% more, they leave by tenure": TouchedCase(effect=1.3, tenure=150.0, model="tenure"),
    "the same, a wrong model": TouchedCase(effect=1.3, tenure=150.0),
}


def touched_row(name: str, case: TouchedCase, runs: int) -> str:
    """Write one line of the table."""
    told = [found for seed in range(runs) if (found := _simulated(case, seed)).rate.value is not None]
    size = np.exp(np.mean([np.log(each.rate.value or 1.0) for each in told]))
    held = np.mean([_holds(each.rate, case.effect) for each in told])
    orders, away = (
        [change_of(ratio) for ratio in each]
        for each in zip(*[(one.rate, one.away) for one in told], strict=True)
    )
    shares = [
        np.mean([each == what for each in said]) for said in (orders, away) for what in ("more", "less")
    ]
    return f"| {name} | {size:.2f} | {held:.1%} | " + " | ".join(f"{share:.0%}" for share in shares) + " |"


def campaign_lines(folder: Path) -> Iterator[str]:
    """Say what follows the letters of a real campaign, and what trees make of them."""
    name, file = _CAMPAIGNS
    log, touches = load_logs(folder)[name], _touches(folder / LOGS[name], folder / file)
    last = int(log.day.max())
    found = _compared(TouchedBusiness(log=log, touches=touches, last_day=last), seed=0)
    yield (
        f"{name}, letters with coupons to {found.customers:,} households ({found.touches:,} days): "
        f"{_in_words(found.rate)} times the orders in the 28 days after one, and {_in_words(found.away)} "
        f"times as many who stay away for {found.horizon} days."
    )
    change, low, high = _gain_of_trees(log, touches, last)
    yield ""
    yield (
        f"Trees that know the touches against trees that do not, log score of an order in 28 days, {_CUTS} "
        f"cuts four weeks apart: {change:+.4f} ({low:+.4f} to {high:+.4f}; below 0 is better)."
    )


def _simulated(case: TouchedCase, seed: int) -> AfterTouch:
    rng = np.random.default_rng([13, seed])
    made = touched_business(
        case.customers, effect=case.effect, favour=case.favour, tenure=case.tenure, rng=rng
    )
    return _compared(made, seed, case.model)


def _compared(made: TouchedBusiness, seed: int, model: str = "mbg-cnbd-k") -> AfterTouch:
    rng = np.random.default_rng([14, seed])
    histories, _ = histories_at(made.log, made.last_day)
    ahead = Ahead(model=fit_attrition(model, histories, rng), time=None)
    horizon = return_horizon(usual_gap(made.log, made.last_day), made.last_day - int(made.log.day.min()))
    watched = watch(made.log, made.touches, made.last_day, ahead, horizon=horizon)
    found = compare_touched([] if watched is None else [watched], horizon=horizon, rng=rng)
    if found is None:
        raise ValueError("nobody was touched")
    return found


def _touches(orders: Path, file: Path) -> Touches:
    # Customers stand in the order of their ids as texts, as in the log.
    frame = pd.read_csv(orders, dtype={"customer_id": str})
    ids = np.unique(frame.loc[frame["amount"] > 0, "customer_id"].to_numpy(dtype=np.str_))
    told = pd.read_csv(file, dtype={"customer_id": str})
    told = told[told["customer_id"].isin(ids)]
    day = (pd.to_datetime(told["touch_date"]) - pd.Timestamp("1970-01-01")).dt.days
    customer = np.searchsorted(ids, told["customer_id"].to_numpy(dtype=np.str_))
    return touches_of(customer, day.to_numpy().astype(np.int32), len(ids))


def _gain_of_trees(log: PurchaseLog, touches: Touches, last: int) -> tuple[float, float, float]:
    sums, looked = np.zeros(len(log)), np.zeros(len(log))
    for step in range(1, _CUTS + 1):
        cut = last - 28 * step
        plain, knowing = (_losses(log, cut, facts) for facts in (NO_FACTS, CustomerFacts(touches=touches)))
        sums[plain[0]] += knowing[1] - plain[1]
        looked[plain[0]] += 1
    seen = np.flatnonzero(looked)
    weight = np.random.default_rng(0).multinomial(len(seen), np.full(len(seen), 1 / len(seen)), size=2000)
    drawn = (weight @ sums[seen]) / (weight @ looked[seen])
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(sums.sum() / looked.sum()), float(low), float(high)


def _losses(log: PurchaseLog, cut: int, facts: CustomerFacts) -> tuple[NDArray[np.intp], Floats]:
    past = look_back(log, cut, (BASE, TREES), np.random.default_rng(0), horizons=_HORIZONS, facts=facts)
    p = np.clip(past.p_order([TREES], _HORIZONS[0])[:, 0], 1e-6, 1 - 1e-6)
    return past.index, -np.where(past.came(_HORIZONS[0]) > 0, np.log(p), np.log(1 - p))


def _in_words(found: Estimate) -> str:
    if found.value is None:
        return "cannot tell how many"
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"


def _holds(estimate: Estimate, truth: float) -> bool:
    return (estimate.low or 0.0) <= truth <= (estimate.high or np.inf)
