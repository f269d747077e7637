"""What is lost if a customer leaves now, and what a touch may keep of it."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.plan.priors import Prior
from perennial.plan.situation import NEVER, Days, Situation

__all__ = ["expected_gain", "kept_share", "value_at_risk"]


def value_at_risk(orders_if_alive: Floats, spend_per_order: Floats | None, margin: float = 1.0) -> Floats:
    """Give a year's expected money (or orders) of each customer, if they are still there now.

    Parameters
    ----------
    orders_if_alive
        Shape (n,): orders expected in 365 days, given that the customer has not left.
    spend_per_order
        Shape (n,): expected net spend of one order; None where the log has no amounts, and the value is then
        in orders.
    margin
        Share of the spend that is kept; 1 where unknown, and the value is then revenue.
    """
    spend = 1.0 if spend_per_order is None else np.nan_to_num(spend_per_order) * margin
    value: Floats = np.nan_to_num(orders_if_alive) * spend
    return value


def kept_share(now: Situation, customer: NDArray[np.intp], day: Days) -> Floats:
    """Give r on the day of a touch over r on the day of the last order, for customers silent until then.

    Between `as_of` and the leaving date r is taken as falling evenly, from the leaving date on as it was at
    `as_of`. Where r on the order day is not given it is at least twice r at the leaving date, by the rule of
    that date.

    Parameters
    ----------
    now
        The customers.
    customer, day
        Shape (m,): numbers of customers and day numbers of their touches.
    """
    today, at_churn = now.forecast.return_probability[customer], now.forecast.return_at_churn[customer]
    churn = now.leaving_day[customer]
    ahead = (churn < NEVER) & (churn > now.as_of) & np.isfinite(at_churn)
    passed = np.where(ahead, (day - now.as_of) / np.maximum(churn - now.as_of, 1), 0)
    then = today + np.clip(passed, 0, 1) * np.where(ahead, at_churn - today, 0)
    if now.return_at_order is None:
        at_order = np.fmax(today, 2 * np.nan_to_num(at_churn))
    else:
        at_order = now.return_at_order[customer]
    share: Floats = np.divide(then, at_order, out=np.zeros_like(then), where=at_order > 0)
    return np.clip(share, 0, 1)


def expected_gain(
    kept: Floats, value: Floats, usual_gap: Floats, spend_per_order: Floats | float, prior: Prior
) -> Floats:
    """Give what touches are expected to gain, net of their cost, in the unit of `value`.

    Parameters
    ----------
    kept
        Shape (m,): `kept_share` on the days of the touches.
    value
        Shape (m,): `value_at_risk` of the customers.
    usual_gap
        Shape (m,): their usual gaps in days; nan sets no limit to the days gained.
    spend_per_order
        Shape (m,), or 1 where values are in orders: the unit of the cost.
    prior
        What is assumed of the play.
    """
    days = np.fmin(prior.days_gained, usual_gap / 2)
    gain: Floats = kept * value / 365 * days - prior.cost_orders * np.nan_to_num(spend_per_order)
    return gain
