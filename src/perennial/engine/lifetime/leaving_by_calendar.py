"""Leaving dates found in business time, said in days of the calendar."""

from dataclasses import replace

import numpy as np

from perennial.core.days import NO_DAY
from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.leaving_dates import DRAWS, find_leaving_dates
from perennial.engine.lifetime.leaving_dates_curve import curves_of, days_of_silence
from perennial.engine.lifetime.offer_window import offer_window
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.numerics.grouping import distinct

__all__ = ["leaving_dates_by_calendar", "return_probability_now"]


def leaving_dates_by_calendar(
    histories: Histories,
    returns: ReturnModel,
    time: BusinessTime | None,
    *,
    draws: int = DRAWS,
    rng: np.random.Generator,
) -> LeavingDates:
    """Give leaving dates as `find_leaving_dates` does, of a return probability that runs by a clock.

    Silence counts in business days: a quiet month hardly counts against a customer, a busy one does.

    Parameters
    ----------
    histories
        Of n customers, in days of the calendar.
    returns
        The return probability, learnt in business time.
    time
        The clock; None or an even one is the calendar itself.
    """
    if time is None or time.is_even:
        return find_leaving_dates(histories, returns, draws=draws, rng=rng)
    measured = time.histories(histories)
    found = find_leaving_dates(measured, returns, draws=draws, rng=rng)
    churn = _date(found.churn_date, histories, time)
    waits = (found.fixed_median, found.fixed_75, found.fixed_90)
    median, three_quarters, most = (_silence(wait, measured, histories, time) for wait in waits)
    begin, until = offer_window(churn, histories.last_day, median, median, histories.as_of)
    return replace(
        found,
        churn_date=churn,
        churn_early=_date(found.churn_early, histories, time),
        churn_late=_date(found.churn_late, histories, time),
        return_probability=return_probability_now(histories, returns, time),
        offer_from=begin,
        offer_until=until,
        fixed_median=median,
        fixed_75=three_quarters,
        fixed_90=most,
    )


def return_probability_now(histories: Histories, returns: ReturnModel, time: BusinessTime | None) -> Floats:
    """Give r at the end of observation for the R days of the calendar that follow; shape (n,)."""
    if not len(histories):
        return np.zeros(0)
    if time is not None and not time.is_even:
        ahead = max(1, round(time.ahead(histories.as_of, returns.horizon)))
        histories, returns = time.histories(histories), replace(returns, horizon=ahead)
    (x, recency), kind = distinct(histories.frequency, histories.recency)
    days = days_of_silence(int(histories.silence.max()))
    curves = curves_of(returns, x.astype(np.int32), recency.astype(np.int32), days)
    return curves.at(kind, histories.silence.astype(np.float64))


def _date(business: Ints, histories: Histories, time: BusinessTime) -> Ints:
    # Never the day of the order itself.
    found = np.ceil(time.calendar_days(business.astype(np.float64)) - 1e-9).astype(np.int64)
    return np.where(business == NO_DAY, NO_DAY, np.maximum(found, histories.last_day + 1)).astype(np.int32)


def _silence(wait: Floats, measured: Histories, histories: Histories, time: BusinessTime) -> Floats:
    return np.maximum(time.calendar_days(measured.last_day + wait) - histories.last_day, 0.0)
