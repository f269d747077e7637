"""The columns of `customers.csv` and of the forecast file, under their stable names."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from perennial.engine.forecast import STAGES
from perennial.engine.forecast_of_kinds import Forecast
from perennial.engine.histories import Histories
from perennial.flows.customer_models import CustomerModels
from perennial.store.log import CustomerSpend

__all__ = ["AT_ONCE", "DAY_COLUMNS", "customer_columns", "forecast_columns", "rhythm_columns"]

_Columns = dict[str, NDArray[np.generic]]

#: Customers whose columns are made and written together.
AT_ONCE = 2**20

#: Columns that hold day numbers.
DAY_COLUMNS = frozenset(
    {
        "first_order",
        "last_order",
        "next_order_early",
        "next_order_likely",
        "next_order_late",
        "churn_date",
        "churn_early",
        "churn_late",
        "offer_from",
        "offer_until",
    }
)


def customer_columns(histories: Histories, spend: CustomerSpend, forecast: Forecast) -> _Columns:
    """Give the columns of `customers.csv` in order, without the id."""
    stages = np.array(STAGES, dtype=object)
    return {
        "stage": stages[forecast.stage],
        "orders": spend.orders,
        "purchases": histories.frequency + 1,
        "first_order": histories.first_day,
        "last_order": histories.last_day,
        "frequency": histories.frequency,
        "recency": histories.recency,
        "T": histories.T,
        "days_since_last_order": histories.silence,
        "monetary_value": spend.repeat_mean,
        "p_alive": forecast.p_alive,
        "return_probability": forecast.return_probability,
        **_dates(forecast),
        **_by_horizon("expected_orders", forecast.expected_orders),
        **_by_horizon("p_order", forecast.p_order),
        "value_at_risk": forecast.value_at_risk,
    }


def forecast_columns(histories: Histories, forecast: Forecast, horizon: int) -> _Columns:
    """Give the columns of the forecast file in order, without the id."""
    return {
        "p_alive": forecast.p_alive,
        "return_probability": forecast.return_probability,
        "expected_orders": forecast.expected_orders[horizon],
        "p_order": forecast.p_order[horizon],
        "last_order": histories.last_day,
        **_dates(forecast),
    }


def rhythm_columns(models: CustomerModels) -> _Columns:
    """Give each customer's rhythm group, and R in days: the return probability counts returns within it."""
    return {"rhythm_group": models.name, "return_horizon": models.return_horizon}


def _dates(forecast: Forecast) -> _Columns:
    return {
        "next_order_early": forecast.next_order_early,
        "next_order_likely": forecast.next_order_likely,
        "next_order_late": forecast.next_order_late,
        "churn_date": forecast.churn_date,
        "churn_early": forecast.churn_early,
        "churn_late": forecast.churn_late,
        "return_at_churn": forecast.return_at_churn,
        "offer_from": forecast.offer_from,
        "offer_until": forecast.offer_until,
    }


def _by_horizon(name: str, values: Mapping[int, NDArray[np.float64]]) -> _Columns:
    return {f"{name}_{days}": values[days] for days in sorted(values)}
