"""Where each customer stands now, and the money that is lost if they leave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.kinds import Kinds
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.lifetime.spend import SpendModel, fit_spend
from perennial.engine.lifetime.stages import came_back_lately, find_stages, with_returned
from perennial.engine.numerics.chunks import by_chunk
from perennial.flows.customer_models import Rows
from perennial.flows.rhythm_parts import RhythmPart
from perennial.plan.value import value_at_risk
from perennial.store.log import CustomerSpend, OrderLog

__all__ = ["UNASKED", "Standing", "orders_if_alive", "spend_of", "spend_per_order", "standing_of", "unasked"]

#: Stands for a stage that nobody asked for.
UNASKED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Stages and money of n customers of a part.

    Attributes
    ----------
    stage
        Shape (n,): positions in `perennial.engine.forecast.STAGES`, or `UNASKED`.
    value_at_risk
        Shape (n,): a year's money or orders, nan where it was not asked for.
    spend
        The model of spend; None where there are no amounts or it was not asked for.
    spend_per_order
        Shape (n,); None where there is no model.
    """

    stage: Ints
    value_at_risk: Floats
    spend: SpendModel | None
    spend_per_order: Floats | None


def standing_of(
    log: OrderLog,
    part: RhythmPart,
    histories: Histories,
    *,
    kinds: Kinds,
    leaving: LeavingDates,
    returns: ReturnModel,
    time: BusinessTime | None,
    regular_from: int,
) -> Standing:
    """Find the stages and the money of the customers of a part.

    Parameters
    ----------
    log, part
        The open log, and the customers.
    histories, kinds
        Of the same customers.
    leaving
        Of their kinds.
    returns
        Their return probability, with the model behind it.
    time
        The clock by which that runs.
    regular_from
        Purchases from which a customer is regular.
    """
    money = spend_of(log, part.rows)
    spend = fit_spend(histories.frequency, money.repeat_mean) if log.facts.has_amounts else None
    per_order = spend_per_order(histories, money, spend)
    measured = kinds.histories if time is None else time.histories(kinds.histories)
    nobody = np.zeros(len(measured), np.bool_)
    stage = find_stages(kinds.histories, leaving, nobody, regular_from=regular_from)
    orders = orders_if_alive(returns.model, measured)
    return Standing(
        stage=with_returned(
            stage[kinds.kind], _returned(log, part, measured, kind=kinds.kind, returns=returns, time=time)
        ),
        value_at_risk=value_at_risk(orders[kinds.kind], per_order),
        spend=spend,
        spend_per_order=per_order,
    )


def unasked(customers: int) -> Standing:
    """Give the place of what nobody asked for, which saves finding it."""
    return Standing(
        stage=np.full(customers, UNASKED, np.int32),
        value_at_risk=np.full(customers, np.nan),
        spend=None,
        spend_per_order=None,
    )


def spend_of(log: OrderLog, rows: Rows) -> CustomerSpend:
    """Give the money of some of the customers."""
    spend = log.spend()
    return spend if len(rows) == len(spend.orders) else spend.take(rows)


def spend_per_order(histories: Histories, spend: CustomerSpend, model: SpendModel | None) -> Floats | None:
    """Expect so much money of one purchase of each customer; shape (n,), None where there is no model."""
    if model is None:
        return None
    if model.pooled_mean > 0:
        return by_chunk(model.expected, histories.frequency, spend.repeat_mean)
    # Nobody bought twice: all that is known of money is the mean first purchase.
    return np.full(len(histories), max(float(spend.total.sum()) / max(len(histories), 1), 0.0))


def orders_if_alive(model: AttritionModel, histories: Histories) -> Floats:
    """Expect so many purchases in a year of each customer, given that they have not left; shape (n,)."""
    state = histories.frequency, histories.recency, histories.silence
    alive = model.p_alive(*state)
    expected = model.expected_orders(*state, horizon=365)
    return np.divide(expected, alive, out=np.zeros_like(expected), where=alive > 0)


def _returned(
    log: OrderLog,
    part: RhythmPart,
    measured: Histories,
    *,
    kind: Ints,
    returns: ReturnModel,
    time: BusinessTime | None,
) -> NDArray[np.bool_]:
    """Say who came back after having left, of histories measured by the clock; shape (n,)."""
    latest = log.latest_days()
    if len(part.rows) < latest.shape[1]:
        latest = latest[:, part.rows]
    if time is not None:
        latest = np.stack([time.days(each) for each in latest])
    return came_back_lately(measured.frequency[kind], measured.recency[kind], latest, returns)
