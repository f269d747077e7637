"""When an offer may still move the leaving date without paying those who are on time."""

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.histories import Floats, Ints

__all__ = ["LEAD", "offer_window"]

#: Days before the leaving date on which the offer window opens, unless half the usual gap is shorter.
LEAD = 14


def offer_window(
    churn_date: Ints,
    last_day: Ints,
    fixed_median: Floats,
    usual_gap: Floats | float,
    as_of: int,
    *,
    lead: int = LEAD,
) -> tuple[Ints, Ints]:
    """Give the first and last day of each customer's offer window.

    It runs from L to L/2 days before the leaving date, not before the day after the customer's median wait;
    where nothing remains it is the single day after that median, if still before the leaving date.

    Parameters
    ----------
    churn_date
        Shape (n,): leaving dates as day numbers, `NO_DAY` where blank.
    last_day
        Shape (n,): day numbers of the last purchase.
    fixed_median
        Shape (n,): the customer's median wait given return, in days of silence, fixed on `last_day`;
        nan sets no lower limit.
    usual_gap
        Shape (n,) or one number, in days: L is half of it where that is shorter than `lead`; where a customer
        is meant it is `fixed_median`; nan leaves L at `lead`.
    as_of
        Day number of the end of observation.
    lead
        L in days.

    Returns
    -------
    offer_from, offer_until
        Shape (n,): day numbers, both days included; `NO_DAY` where there is no window or the leaving date
        has passed by `as_of`. A window whose last day has passed is kept until the leaving date.
    """
    churn = churn_date.astype(np.int64)
    span = _lead_days(usual_gap, lead)
    after_median = last_day + np.floor(np.nan_to_num(fixed_median)).astype(np.int64) + 1
    until = churn - (span + 1) // 2
    begin = np.maximum(churn - span, after_median)
    until = np.where(begin > until, begin, until)
    there = (churn_date != NO_DAY) & (churn > as_of) & (begin < churn)
    return _or_none(begin, there), _or_none(until, there)


def _lead_days(usual_gap: Floats | float, lead: int) -> NDArray[np.int64]:
    half = np.fmin(np.asarray(usual_gap, dtype=float) / 2, lead)
    return np.maximum(np.rint(half), 1).astype(np.int64)


def _or_none(day: NDArray[np.int64], there: NDArray[np.bool_]) -> Ints:
    return np.where(there, day, NO_DAY).astype(np.int32)
