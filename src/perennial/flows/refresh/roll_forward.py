"""Roll forecasts forward: all that silence moves is said anew by the fitted models, dates are kept."""

from dataclasses import replace

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.backtest.assembly import assemble
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Floats, Histories
from perennial.engine.lifetime.leaving_by_calendar import leaving_dates_by_calendar, return_probability_now
from perennial.engine.lifetime.offer_window import offer_window
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.rhythm.in_order import in_order
from perennial.flows.customer_models import CustomerModels, GroupModels, Rows
from perennial.flows.describe_waits import Waits, describe_waits
from perennial.flows.forecast_all import Forecasts
from perennial.flows.recent_of import recent_of
from perennial.flows.refresh.matching import Matched
from perennial.flows.refresh.model_state import ModelState
from perennial.flows.refresh.snapshot import Column
from perennial.flows.rhythm_parts import places_in_groups
from perennial.flows.standing import orders_if_alive, spend_of, spend_per_order
from perennial.flows.understand import (
    CHANCE_HORIZONS,
    COUNT_HORIZONS,
    Learnt,
    ask_open_waits,
    put_together,
)
from perennial.plan.value import value_at_risk
from perennial.store.log import OrderLog

__all__ = ["roll_forward"]

#: What is kept of customers whose history is the same: the column of the snapshot behind each date.
_KEPT = {
    "churn_date": "model_churn_date",
    "churn_early": "model_churn_early",
    "churn_late": "model_churn_late",
    "return_at_churn": "model_return_at_churn",
    "return_at_order": "return_at_order",
    "fixed_median": "fixed_median",
    "fixed_75": "fixed_75",
    "fixed_90": "fixed_90",
}


def roll_forward(
    log: OrderLog,
    model: ModelState,
    matched: Matched,
    beside: CustomerFacts = NO_FACTS,
    *,
    horizon: int | None,
    rng: np.random.Generator,
    progress: Progress,
) -> Learnt:
    """Forecast every customer with models fitted earlier.

    Leaving dates are those of the snapshot, but for customers with a new history. What needs no model (waits,
    ladder) is measured anew; when customers leave the business, and the record, are those of the fit.

    Parameters
    ----------
    log
        The open log.
    model
        The fitted models.
    matched
        The log's customers against the snapshot.
    beside
        What is known of all customers of the log beside their orders.
    horizon
        Days within which a return counts in the waits; None lets the log decide.
    """
    progress(Message("Measuring the time until the next purchase"), 0.2)
    waits = _waits(log, model, horizon, rng)
    progress(Message("Rolling the forecasts forward"), 0.5)
    found = _forecasts(log, model, matched, beside, rng)
    still_open = ask_open_waits(
        found.models, found.histories, horizon=waits.next_purchase.horizon_days, rng=rng
    )
    understanding = put_together(
        log,
        waits=waits,
        found=found,
        record=model.record,
        calendar=model.calendar,
        covariates=model.covariates,
        still_open=still_open,
        lifetime=model.lifetime,
        products=model.lifetime_by_product,
    )
    return Learnt(understanding=understanding, forecasts=found)


def _waits(log: OrderLog, model: ModelState, horizon: int | None, rng: np.random.Generator) -> Waits:
    # From which purchase on a customer is regular is a parameter like the others: it waits for the next fit.
    waits = describe_waits(log, horizon=horizon, rng=rng)
    ladder = replace(waits.ladder, regular_from=model.regular_from, decided=model.ladder_decided)
    return replace(waits, ladder=ladder)


def _forecasts(
    log: OrderLog, model: ModelState, matched: Matched, beside: CustomerFacts, rng: np.random.Generator
) -> Forecasts:
    models, histories = _models(log, model, matched), log.histories()
    parts = models.parts()
    rows = [some for _, some in parts]
    said = [_said(log, group, some, matched.take(some), beside=beside, rng=rng) for group, some in parts]
    forecast, at_order, money = (in_order(rows, each) for each in zip(*said, strict=True))
    return Forecasts(
        histories=histories,
        models=models,
        return_horizon=model.return_horizon,
        spend_per_order=money,
        record=model.record,
        calendar=model.calendar,
        forecast=forecast,
        return_at_order=at_order,
        notes=model.notes,
    )


def _models(log: OrderLog, model: ModelState, matched: Matched) -> CustomerModels:
    """Give new customers, and those with a new order, the group of what they mainly buy now."""
    places = places_in_groups(log, [each.group for each in model.groups])
    models = CustomerModels(groups=model.groups, group=places)
    if models.are_apart and matched.same.any():
        before = {each.group.name: place for place, each in enumerate(model.groups)}
        kept = matched.column("rhythm_group", matched.same)
        places[matched.same] = [before[name] for name in kept]
    return models


def _said(
    log: OrderLog,
    group: GroupModels,
    rows: Rows,
    matched: Matched,
    *,
    beside: CustomerFacts,
    rng: np.random.Generator,
) -> tuple[CustomerForecast, Floats, Floats | None]:
    """Forecast some customers with their group's models; also r on the order day, and spend per order."""
    histories = log.histories().take(rows)
    money = spend_per_order(histories, spend_of(log, rows), group.spend)
    leaving = _leaving(histories, group, matched, rng)
    trees = group.forecaster.trees
    forecast = assemble(
        histories,
        returns=group.returns,
        leaving=leaving,
        forecaster=group.forecaster,
        stage=np.zeros(len(histories), np.int32),  # found when promises are known
        value_at_risk=value_at_risk(orders_if_alive(group.returns.model, group.measured(histories)), money),
        count_horizons=COUNT_HORIZONS,
        chance_horizons=CHANCE_HORIZONS,
        recent=recent_of(log, rows, trees, beside) if trees else None,
    )
    return forecast, leaving.return_at_order, money


def _leaving(
    histories: Histories, group: GroupModels, matched: Matched, rng: np.random.Generator
) -> LeavingDates:
    # Of those who objected until now there is nothing to keep.
    kept = matched.same.copy()
    if kept.any():
        kept[kept] = np.isfinite(matched.column("return_at_order", kept))
    columns: dict[str, Column] = {}
    returns, time, fresh = group.returns, group.time, None
    if not kept.all():
        fresh = leaving_dates_by_calendar(histories.take(~kept), returns, time, rng=rng)
    for name, behind in _KEPT.items():
        stored = matched.column(behind, kept) if kept.any() else getattr(fresh, name)[:0]
        columns[name] = np.empty(len(histories), stored.dtype)
        columns[name][kept] = stored
        if fresh is not None:
            columns[name][~kept] = getattr(fresh, name)
    chance = np.empty(len(histories))
    chance[kept] = return_probability_now(histories.take(kept), returns, time)
    if fresh is not None:
        chance[~kept] = fresh.return_probability
    begin, until = offer_window(
        columns["churn_date"],
        histories.last_day,
        columns["fixed_median"],
        columns["fixed_median"],
        histories.as_of,
    )
    return LeavingDates(**columns, return_probability=chance, offer_from=begin, offer_until=until)
