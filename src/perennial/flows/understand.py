"""Understand an order log: waits, ladder, lifetime, and the forecast of every customer."""

from dataclasses import dataclass

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.backtest.results import Record
from perennial.engine.calendar.results import EVEN, Calendar, SpecialDays
from perennial.engine.covariates.results import Covariates
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.histories import Histories
from perennial.engine.lifetime.open_waits import OpenWaits, open_waits, pooled_waits
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.waits.ladder import with_expected_orders
from perennial.engine.waits.results import Ladder
from perennial.flows.calendar_of import calendar_of
from perennial.flows.customer_models import CustomerModels
from perennial.flows.describe_covariates import describe_covariates
from perennial.flows.describe_lifetime import describe_lifetime, describe_product_lifetimes
from perennial.flows.describe_waits import Waits, describe_waits
from perennial.flows.forecast_all import Forecasts, forecast_all
from perennial.flows.rhythm_parts import SAMPLE
from perennial.flows.understanding import ProductLifetime, Understanding
from perennial.flows.wanted import Wanted
from perennial.store.log import OrderLog

__all__ = [
    "CHANCE_HORIZONS",
    "COUNT_HORIZONS",
    "Learnt",
    "ask_open_waits",
    "learn",
    "put_together",
    "understand",
]

#: Days ahead for expected orders, and for the chance of an order.
COUNT_HORIZONS = (90, 30, 365)
CHANCE_HORIZONS = (7, 14, 28)
_LEARNT = (90, 30, 14, 28)

#: Customers of each rhythm group on whom the doubt about its parameters is measured.
_DOUBTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What was learnt, and the fitted models that it can be continued with."""

    understanding: Understanding
    forecasts: Forecasts


def understand(
    log: OrderLog,
    *,
    horizon: int | None,
    return_horizon: int | None,
    special: SpecialDays = EVEN,
    beside: CustomerFacts = NO_FACTS,
    rng: np.random.Generator,
    progress: Progress,
) -> Understanding:
    """Learn all that the report says.

    Parameters
    ----------
    horizon
        Days within which a return counts in the waits; None lets the log decide.
    return_horizon
        R in days; None lets the log decide.
    special
        What is known beforehand of single days.
    beside
        What is known of all customers of the log beside their orders.
    """
    found = learn(
        log,
        horizon=horizon,
        return_horizon=return_horizon,
        special=special,
        beside=beside,
        rng=rng,
        progress=progress,
    )
    return found.understanding


def learn(
    log: OrderLog,
    *,
    horizon: int | None,
    return_horizon: int | None,
    special: SpecialDays = EVEN,
    beside: CustomerFacts = NO_FACTS,
    rng: np.random.Generator,
    progress: Progress,
) -> Learnt:
    """Learn the same, and keep the fitted models; arguments as in `understand`."""
    progress(Message("Measuring the time until the next purchase"), 0.2)
    waits = describe_waits(log, horizon=horizon, rng=rng)
    found = forecast_all(log, _wanted(waits, return_horizon, special, beside), rng=rng, progress=progress)
    if found.record is None:
        raise AssertionError("the report always asks the past")
    progress(Message("Finding when customers start to leave"), 0.8)
    lifetime = describe_lifetime(log, rng=rng)
    still_open = ask_open_waits(
        found.models, found.histories, horizon=waits.next_purchase.horizon_days, rng=rng
    )
    products = describe_product_lifetimes(log, rng=rng)
    understanding = put_together(
        log,
        waits=waits,
        found=found,
        record=found.record,
        calendar=found.calendar or calendar_of(log.purchases(most=SAMPLE), log.facts.as_of, special),
        covariates=describe_covariates(
            log, found.models, beside, usual_gap=waits.next_purchase.usual_gap_days, rng=rng
        ),
        still_open=still_open,
        lifetime=lifetime,
        products=products,
    )
    return Learnt(understanding=understanding, forecasts=found)


def ask_open_waits(
    models: CustomerModels, histories: Histories, *, horizon: int, rng: np.random.Generator
) -> OpenWaits:
    """Expect a share of the waits still open to end in time, each by the model of its customer."""
    doubted = _DOUBTED if models.are_apart else len(models)
    asked = [
        open_waits(
            group.returns.model,
            group.measured(histories.take(rows)),
            horizon=horizon,
            doubted=doubted,
            rng=rng,
        )
        for group, rows in models.parts()
    ]
    return pooled_waits(asked)


def put_together(
    log: OrderLog,
    *,
    waits: Waits,
    found: Forecasts,
    record: Record,
    calendar: Calendar,
    covariates: Covariates,
    still_open: OpenWaits,
    lifetime: LeavingWindow,
    products: tuple[ProductLifetime, ...],
) -> Understanding:
    """Put together what was learnt of a log, piece by piece."""
    return Understanding(
        facts=log.facts,
        histories=found.histories,
        spend=log.spend(),
        spend_per_order=found.spend_per_order,
        next_purchase=waits.next_purchase,
        open_waits=still_open,
        ladder=_ladder_with_orders(waits, found),
        lifetime=lifetime,
        lifetime_by_product=products,
        record=record,
        calendar=calendar,
        covariates=covariates,
        regularity=found.models.groups[0].returns.model.regularity,
        return_horizon=found.return_horizon,
        models=found.models,
        forecast=found.forecast,
        return_at_order=found.return_at_order,
        notes=found.notes,
    )


def _wanted(waits: Waits, return_horizon: int | None, special: SpecialDays, beside: CustomerFacts) -> Wanted:
    return Wanted(
        count_horizons=COUNT_HORIZONS,
        chance_horizons=CHANCE_HORIZONS,
        learnt=_LEARNT,
        return_horizon=return_horizon,
        usual_gap=waits.next_purchase.usual_gap_days,
        second_wait=waits.ladder.second_wait,
        regular_from=waits.ladder.regular_from,
        special=special,
        beside=beside,
    )


def _ladder_with_orders(waits: Waits, found: Forecasts) -> Ladder:
    return with_expected_orders(
        waits.ladder, found.histories.frequency + 1, found.forecast.expected_orders[365]
    )
