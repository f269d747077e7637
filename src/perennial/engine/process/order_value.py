"""What reaching a step brings by itself: the orders made there, and their money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.process.journeys import Journeys
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.ratio import log_error

__all__ = ["OrderValue", "order_value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderValue:
    """What reaching a step brings by itself.

    Attributes
    ----------
    orders
        Orders that a case which reaches the step makes there: 1 at an order step (more where a step stands
        for several orders), 0 or absent elsewhere.
    amount, log_error
        Mean money of an order, and the standard error of its logarithm; None where it cannot be said.
    """

    orders: Mapping[str, float]
    amount: float | None = None
    log_error: float = 0.0


def order_value(whole: ProcessMap, orders: Sequence[str], journeys: Journeys | None) -> OrderValue:
    """Count one order at each order step, and at the last as many as its cases have there on average.

    Parameters
    ----------
    orders
        Names of the order steps, first order first.
    journeys
        All cases with the money of their orders; None where there are no amounts.
    """
    counts = {step: node.count / node.cases for step in orders if (node := whole.node(step)) is not None}
    made = {step: count if step == orders[-1] else 1.0 for step, count in counts.items()}
    if journeys is None:
        return OrderValue(orders=made)
    bought = journeys.orders > 0
    money, number = journeys.money[bought], journeys.orders[bought].astype(np.float64)
    if len(money) < 2 or not money.sum() > 0:
        return OrderValue(orders=made)
    return OrderValue(
        orders=made, amount=float(money.sum() / number.sum()), log_error=log_error(money, number)
    )
