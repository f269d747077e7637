"""Forecast every customer of an open log: choose the models on its past, fit them on all, put it together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.backtest.assembly import assemble
from perennial.engine.backtest.candidates import ATTRITION_MODELS, fit_attrition
from perennial.engine.backtest.choose import choose
from perennial.engine.backtest.forecaster import Forecaster, HorizonPlan
from perennial.engine.backtest.results import Record
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.leaving_dates import find_leaving_dates
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel, fit_returns, return_horizon
from perennial.engine.lifetime.spend import SpendModel, fit_spend
from perennial.engine.lifetime.stages import came_back, find_stages
from perennial.engine.purchases import PurchaseLog
from perennial.plan.value import value_at_risk
from perennial.store.log import OrderLog

__all__ = ["SAMPLE", "Forecasts", "Wanted", "forecast_all", "orders_if_alive", "spend_per_order"]

#: The choice of models is made on at most so many customers.
SAMPLE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be forecast.

    Attributes
    ----------
    model
        ``auto``, or one of `ATTRITION_MODELS`, which is then taken as it is.
    count_horizons, chance_horizons
        Days ahead for expected orders and for the chance of an order; the first count horizon is the one that
        the choice of models cares for most.
    learnt
        Horizons that the past is asked about.
    return_horizon
        R in days; None lets the log decide.
    usual_gap
        Of the business in days; None where unknown.
    regular_from
        Purchases from which a customer is regular.
    """

    model: str = "auto"
    count_horizons: tuple[int, ...]
    chance_horizons: tuple[int, ...]
    learnt: tuple[int, ...]
    return_horizon: int | None
    usual_gap: float | None
    regular_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """The forecasts, and what they rest on; customers in the order of the log.

    `spend_per_order` has shape (n,), None where there are no amounts, as is `spend`. `return_at_order` is r
    on the day of the last order, shape (n,). `record` is None where one model was named, which then needed
    no choice.
    """

    histories: Histories
    spend: SpendModel | None
    spend_per_order: Floats | None
    forecaster: Forecaster
    returns: ReturnModel
    record: Record | None
    forecast: CustomerForecast
    return_at_order: Floats
    notes: tuple[Message, ...]


def forecast_all(log: OrderLog, wanted: Wanted, *, rng: np.random.Generator, progress: Progress) -> Forecasts:
    """Forecast every customer.

    Parameters
    ----------
    log
        The open log, with at least one customer.
    rng
        Source of samples and draws; the same seed gives the same forecasts.
    """
    histories, sample = log.histories(), log.purchases(most=SAMPLE)
    progress(Message("Asking the log's own past which model to trust"), 0.3)
    horizon = return_horizon(wanted.usual_gap, int(histories.T.max(initial=0)), wanted=wanted.return_horizon)
    record, plans = _chosen(sample, wanted, histories, horizon, rng)
    progress(Message("Fitting the models"), 0.5)
    models, leader = _fitted(histories, plans, record, wanted, rng)
    returns = _returns(
        sample, histories, models[leader], leader, horizon=horizon, usual_gap=wanted.usual_gap, rng=rng
    )
    progress(Message("Finding leaving dates"), 0.6)
    leaving = find_leaving_dates(histories, returns, rng=rng)
    progress(Message("Forecasting every customer"), 0.7)
    spend = fit_spend(histories.frequency, log.spend().repeat_mean) if log.facts.has_amounts else None
    money = spend_per_order(log, spend)
    forecaster = Forecaster(models=models, plans=plans)
    forecast = assemble(
        histories,
        returns=returns,
        leaving=leaving,
        forecaster=forecaster,
        stage=_stages(
            log, sample, histories, leaving=leaving, returns=returns, regular_from=wanted.regular_from
        ),
        value_at_risk=value_at_risk(orders_if_alive(models[leader], histories), money),
        count_horizons=wanted.count_horizons,
        chance_horizons=wanted.chance_horizons,
    )
    return Forecasts(
        histories=histories,
        spend=spend,
        spend_per_order=money,
        forecaster=forecaster,
        returns=returns,
        record=record,
        forecast=forecast,
        return_at_order=leaving.return_at_order,
        notes=tuple(_notes(returns, record)),
    )


def spend_per_order(log: OrderLog, model: SpendModel | None) -> Floats | None:
    """Expect so much money of one purchase of each customer; shape (n,), None where there is no model."""
    if model is None:
        return None
    frequency, spend = log.histories().frequency, log.spend()
    if model.pooled_mean > 0:
        return model.expected(frequency, spend.repeat_mean)
    # Nobody bought twice: all that is known of money is the mean first purchase.
    return np.full(len(frequency), max(float(spend.total.sum()) / len(frequency), 0.0))


def orders_if_alive(model: AttritionModel, histories: Histories) -> Floats:
    """Expect so many purchases in a year of each customer, given that they have not left; shape (n,)."""
    state = histories.frequency, histories.recency, histories.silence
    alive = model.p_alive(*state)
    expected = model.expected_orders(*state, horizon=365)
    return np.divide(expected, alive, out=np.zeros_like(expected), where=alive > 0)


def _notes(returns: ReturnModel, record: Record | None) -> Iterator[Message]:
    if returns.note is not None:
        yield returns.note
    if record is not None and record.sampled is not None:
        yield Message(
            "The models were chosen on a sample of {sampled:customers_of}.", {"sampled": record.sampled}
        )


def _returns(
    sample: PurchaseLog,
    histories: Histories,
    model: AttritionModel,
    name: str,
    *,
    horizon: int,
    usual_gap: float | None,
    rng: np.random.Generator,
) -> ReturnModel:
    return fit_returns(
        sample,
        histories.as_of,
        model,
        lambda known, source: fit_attrition(name, known, source),
        horizon=horizon,
        usual_gap=usual_gap,
        rng=rng,
    )


def _stages(
    log: OrderLog,
    sample: PurchaseLog,
    histories: Histories,
    *,
    leaving: LeavingDates,
    returns: ReturnModel,
    regular_from: int,
) -> Ints:
    everyone = sample if len(sample) == len(histories) else log.purchases()
    returned = came_back(everyone, histories.as_of, returns)
    return find_stages(histories, leaving, returned, regular_from=regular_from)


def _chosen(
    sample: PurchaseLog, wanted: Wanted, histories: Histories, horizon: int, rng: np.random.Generator
) -> tuple[Record | None, dict[int, HorizonPlan]]:
    if wanted.model != "auto":
        alone = ((wanted.model, 1.0),)
        return None, {days: HorizonPlan(count_weights=alone, p_weights=alone) for days in wanted.learnt}
    choice = choose(
        sample,
        histories.as_of,
        horizons=wanted.learnt,
        return_horizon=horizon,
        usual_gap=wanted.usual_gap,
        customers=len(histories),
        rng=rng,
    )
    return choice.record, dict(choice.plans)


def _fitted(
    histories: Histories,
    plans: dict[int, HorizonPlan],
    record: Record | None,
    wanted: Wanted,
    rng: np.random.Generator,
) -> tuple[dict[str, AttritionModel], str]:
    """Fit on all customers the models that some forecast needs, and name the one that explains leaving."""
    leader = wanted.model if record is None else record.attrition_model
    weighed = [*(pair for plan in plans.values() for pair in (*plan.count_weights, *plan.p_weights))]
    needed = {leader, *(name for name, weight in weighed if weight > 0)}
    # In a fixed order, so that the same seed gives the same fits.
    return {name: fit_attrition(name, histories, rng) for name in ATTRITION_MODELS if name in needed}, leader
