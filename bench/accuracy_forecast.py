"""What Perennial says of a log at a cut, made as the command makes it: nothing after the cut is read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.backtest.candidates import ATTRITION_MODELS, fit_attrition
from perennial.engine.backtest.choose import Choice, choose
from perennial.engine.backtest.forecaster import Forecaster
from perennial.engine.backtest.tree_looks import looks_before
from perennial.engine.calendar.business_time import business_time_of
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import EVEN
from perennial.engine.histories import Histories, Ints
from perennial.engine.lifetime.leaving_by_calendar import leaving_dates_by_calendar
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel, fit_returns, return_horizon
from perennial.engine.purchases import PurchaseLog, first_after, histories_at
from perennial.engine.recent import Recent, recent_at
from perennial.engine.trees.fit import fit_trees
from perennial.engine.trees.model import BASE, TREES

__all__ = ["NEVER", "Said", "next_day", "say"]

#: Stands for "no order in the log" among days.
NEVER = 10**7


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Forecasts of all customers seen by `cut`; `index` holds their positions in the log."""

    cut: int
    histories: Histories
    index: NDArray[np.intp]
    choice: Choice
    forecaster: Forecaster
    recent: Recent
    returns: ReturnModel
    leaving: LeavingDates


def say(log: PurchaseLog, cut: int, horizons: tuple[int, ...], *, seed: int = 0) -> Said:
    """Forecast a log as seen on day `cut`."""
    rng = np.random.default_rng(seed)
    histories, index = histories_at(log, cut)
    gap = usual_gap(log, cut)
    horizon = return_horizon(gap, cut - int(log.day.min()))
    choice = choose(log, cut, horizons=horizons, return_horizon=horizon, usual_gap=gap, rng=rng)
    names = {*ATTRITION_MODELS[:1], *(name for name, _ in choice.record.weights)} - {TREES}
    time = business_time_of(fit_calendar(log, cut), EVEN)
    measured = time.histories(histories)
    models = {name: fit_attrition(name, measured, rng) for name in ATTRITION_MODELS if name in names}
    looks = looks_before(log, cut, models[BASE], time, horizons=horizons, rng=rng)
    name = choice.record.attrition_model
    returns = fit_returns(
        time.log(log),
        measured.as_of,
        models[name],
        lambda earlier, generator: fit_attrition(name, earlier, generator),
        horizon=horizon,
        usual_gap=gap,
        rng=rng,
    )
    return Said(
        cut=cut,
        histories=histories,
        index=index,
        choice=choice,
        forecaster=Forecaster(models=models, plans=choice.plans, time=time, trees=fit_trees(looks, horizons)),
        recent=recent_at(log, cut, index),
        returns=returns,
        leaving=leaving_dates_by_calendar(histories, returns, time, rng=rng),
    )


def usual_gap(log: PurchaseLog, cut: int) -> float | None:
    """Give the median completed gap by the cut, in days."""
    same = (np.diff(log.customer) == 0) & (log.day[1:] <= cut)
    gaps = np.diff(log.day)[same]
    return float(np.median(gaps)) if len(gaps) else None


def next_day(log: PurchaseLog, said: Said) -> Ints:
    """Give the day of each customer's first order after the cut, `NEVER` where there is none."""
    day = first_after(log, said.cut)[said.index]
    return np.where(day < 0, NEVER, day).astype(np.int32)
