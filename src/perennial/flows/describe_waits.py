"""Describe the waits and the ladder of an open log."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.waits.ladder import ladder
from perennial.engine.waits.next_purchase import next_purchase
from perennial.engine.waits.results import Ladder, NextPurchase
from perennial.store.log import OrderLog

__all__ = ["Waits", "describe_waits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The time until the next purchase, and the purchase ladder."""

    next_purchase: NextPurchase
    ladder: Ladder


def describe_waits(log: OrderLog, *, horizon: int | None, rng: np.random.Generator) -> Waits:
    """Measure waits over all customers, by month, by product and by rung.

    Parameters
    ----------
    horizon
        Days within which a return counts; None lets the log decide.
    """
    products = [
        (product.name, product.customers, log.gaps(product=product.name)) for product in log.products()
    ]
    found = next_purchase(log.gaps(), log.gaps("month"), products, horizon=horizon, rng=rng)
    return Waits(next_purchase=found, ladder=ladder(log.gaps("rung"), horizon=found.horizon_days, rng=rng))
