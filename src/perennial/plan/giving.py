"""What a touch gains with an offer of its own cost, and what it gains where there is none to give."""

import numpy as np

from perennial.engine.histories import Floats
from perennial.plan.priors import Prior

__all__ = ["gain_with", "gain_without"]


def gain_with(
    gain: Floats, spend: Floats | float, prior: Prior, plain: Prior, *, cost: float, margin_share: float
) -> Floats:
    """Give the expected gain of touches with an offer, whose own cost stands in for the assumed one.

    Parameters
    ----------
    gain
        Shape (m,): expected gains under `prior` (`perennial.plan.value.expected_gain`).
    spend
        Shape (m,): expected net spend of one order, or 1 where values are in orders.
    prior, plain
        Of the play, and of a touch without anything to give.
    cost
        Of one, in the unit of `spend`.
    margin_share
        Share of an order's amount that is given up; counted in full, as if the order came.
    """
    touch = (prior.cost_orders - plain.cost_orders - margin_share) * np.nan_to_num(spend)
    return np.asarray(gain + touch - cost)


def gain_without(
    gain: Floats, spend: Floats | float, usual_gap: Floats, prior: Prior, plain: Prior
) -> Floats:
    """Give the expected gain of the same touches with nothing to give: that of a plain one, never more.

    Parameters
    ----------
    usual_gap
        Shape (m,): of the customers, in days; nan sets no limit.
    """
    most = np.fmin(prior.days_gained, usual_gap / 2)
    a_day = np.divide(
        gain + prior.cost_orders * np.nan_to_num(spend), most, where=most > 0, out=np.zeros_like(gain)
    )
    fewer = np.minimum(np.fmin(plain.days_gained, usual_gap / 2), np.maximum(most, 0.0))
    return np.asarray(a_day * fewer - plain.cost_orders * np.nan_to_num(spend))
