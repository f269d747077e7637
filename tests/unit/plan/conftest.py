from datetime import date

import numpy as np
import pytest

from perennial.core.days import NO_DAY, day_of
from perennial.engine.forecast import STAGES, CustomerForecast
from perennial.engine.histories import Histories
from perennial.engine.lifetime.offer_window import offer_window
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Situation

#: A Sunday: the week that follows starts the next day.
AS_OF = day_of(date(2026, 11, 22))

#: A customer who buys every 30 days or so and bought 5 days ago; days count from `AS_OF`.
REGULAR = {
    "first": -395,
    "last": -5,
    "purchases": 14,
    "early": 15,
    "median": 30.0,
    "p75": 38.0,
    "p90": 50.0,
    "churn": 60,
    "at_churn": 0.3,
    "r": 0.6,
    "value": 1000.0,
}


def int32(values):
    return np.array(values, dtype=np.int32)


@pytest.fixture(scope="session")
def as_of():
    return AS_OF


@pytest.fixture(scope="session")
def customers():
    """Make histories and forecasts of customers, each given by what differs from `REGULAR`."""

    def made(*differences):
        each = [REGULAR | different for different in differences]
        column = {name: [customer[name] for customer in each] for name in REGULAR}
        first, last = int32(column["first"]), int32(column["last"])
        histories = Histories(
            as_of=AS_OF,
            frequency=int32(column["purchases"]) - np.int32(1),
            recency=last - first,
            T=-first,
            sum_log_gap=np.zeros(len(each)),
        )
        churn, early = days_of(column["churn"]), days_of(column["early"])
        median = np.array(column["median"], dtype=float)
        begin, until = offer_window(churn, histories.last_day, median, median, AS_OF)
        nothing = np.zeros(len(each))
        forecast = CustomerForecast(
            p_alive=nothing,
            return_probability=np.array(column["r"], dtype=float),
            next_order_early=early,
            next_order_likely=early,
            next_order_late=early,
            churn_date=churn,
            churn_early=churn - np.int32(10) * (churn != NO_DAY),
            churn_late=churn + np.int32(10) * (churn != NO_DAY),
            return_at_churn=np.where(churn == NO_DAY, np.nan, column["at_churn"]),
            offer_from=begin,
            offer_until=until,
            fixed_median=median,
            fixed_75=np.array(column["p75"], dtype=float),
            fixed_90=np.array(column["p90"], dtype=float),
            expected_orders={},
            p_order={},
            stage=np.full(len(each), STAGES.index("repeat"), dtype=np.int32),
            value_at_risk=np.array(column["value"], dtype=float),
        )
        return forecast, histories

    return made


def days_of(column):
    return int32([NO_DAY if day is None else AS_OF + day for day in column])


@pytest.fixture(scope="session")
def situation(customers):
    """Make a situation of customers in the coming week; settings may be named."""

    def made(*differences, spend=None, return_at_order=None, known_end=None, mistake=None, **settings):
        forecast, histories = customers(*differences)
        return Situation(
            forecast=forecast,
            histories=histories,
            settings=PlanSettings(week_of=AS_OF + 1, return_horizon=90, **settings),
            spend_per_order=spend,
            return_at_order=return_at_order,
            known_end=known_end,
            mistake=mistake,
        )

    return made
