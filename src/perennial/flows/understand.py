"""Understand an order log: waits, ladder, lifetime, and the forecast of every customer."""

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.lifetime.open_waits import open_waits
from perennial.engine.waits.ladder import with_expected_orders
from perennial.engine.waits.results import Ladder
from perennial.flows.describe_lifetime import describe_lifetime, describe_product_lifetimes
from perennial.flows.describe_waits import Waits, describe_waits
from perennial.flows.forecast_all import Forecasts, Wanted, forecast_all
from perennial.flows.understanding import Understanding
from perennial.store.log import OrderLog

__all__ = ["understand"]

_COUNT_HORIZONS = (90, 30, 365)
_CHANCE_HORIZONS = (7, 14, 28)
_LEARNT = (90, 30, 14, 28)


def understand(
    log: OrderLog,
    *,
    horizon: int | None,
    return_horizon: int | None,
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
    """
    progress(Message("Measuring the time until the next purchase"), 0.2)
    waits = describe_waits(log, horizon=horizon, rng=rng)
    found = forecast_all(log, _wanted(waits, return_horizon), rng=rng, progress=progress)
    if found.record is None:
        raise AssertionError("the report always asks the past")
    progress(Message("Finding when customers start to leave"), 0.8)
    lifetime = describe_lifetime(log, rng=rng)
    return Understanding(
        facts=log.facts,
        histories=found.histories,
        spend=log.spend(),
        spend_per_order=found.spend_per_order,
        next_purchase=waits.next_purchase,
        open_waits=open_waits(
            found.returns.model, found.histories, horizon=waits.next_purchase.horizon_days, rng=rng
        ),
        ladder=_ladder_with_orders(waits, found),
        lifetime=lifetime,
        lifetime_by_product=describe_product_lifetimes(log, rng=rng),
        record=found.record,
        regularity=found.returns.model.regularity,
        return_horizon=found.returns.horizon,
        forecast=found.forecast,
        return_at_order=found.return_at_order,
        notes=found.notes,
    )


def _wanted(waits: Waits, return_horizon: int | None) -> Wanted:
    return Wanted(
        count_horizons=_COUNT_HORIZONS,
        chance_horizons=_CHANCE_HORIZONS,
        learnt=_LEARNT,
        return_horizon=return_horizon,
        usual_gap=waits.next_purchase.usual_gap_days,
        regular_from=waits.ladder.regular_from,
    )


def _ladder_with_orders(waits: Waits, found: Forecasts) -> Ladder:
    return with_expected_orders(
        waits.ladder, found.histories.frequency + 1, found.forecast.expected_orders[365]
    )
