"""What is said of every customer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.kinds import spread

__all__ = ["STAGES", "CustomerForecast", "Rows"]

#: Customers by position, by mask, or one after the other.
Rows = NDArray[np.integer] | NDArray[np.bool_] | slice

#: Stages in the order of their codes in `CustomerForecast.stage`.
STAGES = ("new", "one_time", "repeat", "regular", "leaving", "left", "returned")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerForecast:
    """Forecasts of n customers; every array has shape (n,), days are day numbers, `NO_DAY` where blank.

    `expected_orders` and `p_order` are keyed by horizon in days. `stage` holds positions in `STAGES`,
    -1 where it was not asked for.
    `next_order_*` are the 10, 50 and 90% dates of those who return; `return_at_churn` is nan where blank.
    """

    p_alive: Floats
    return_probability: Floats
    next_order_early: Ints
    next_order_likely: Ints
    next_order_late: Ints
    churn_date: Ints
    churn_early: Ints
    churn_late: Ints
    return_at_churn: Floats
    offer_from: Ints
    offer_until: Ints
    fixed_median: Floats
    fixed_75: Floats
    fixed_90: Floats
    expected_orders: dict[int, Floats]
    p_order: dict[int, Floats]
    stage: Ints
    value_at_risk: Floats

    def take(self, rows: Rows) -> "CustomerForecast":
        """Give what is said of some of the customers."""
        return spread(self, rows)

    @property
    def whole(self) -> "CustomerForecast":
        """The forecasts with a row for each customer, as they are."""
        return self
