"""Leaving dates: when the chance of coming back has fallen to half of what it was on the day of the order."""

import numpy as np

from perennial.core.days import NO_DAY
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.leaving_dates_band import leaving_bands
from perennial.engine.lifetime.leaving_dates_curve import curves_of, days_of_silence, leaving_silence
from perennial.engine.lifetime.offer_window import LEAD, offer_window
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.numerics.grouping import distinct

__all__ = ["DRAWS", "FALLEN_TO", "find_leaving_dates"]

#: Share of its order-day value to which the return probability falls by the leaving date.
FALLEN_TO = 0.5

#: Draws of the parameters that the bands rest on.
DRAWS = 40


def find_leaving_dates(
    histories: Histories,
    returns: ReturnModel,
    *,
    fallen_to: float = FALLEN_TO,
    lead: int = LEAD,
    draws: int = DRAWS,
    rng: np.random.Generator,
) -> LeavingDates:
    """Give each customer's leaving date on the silence clock, its band and the window for an offer.

    The date is the first day, if the silence lasts, on which r has fallen to `fallen_to` of its value on the
    day of the last order and the silence exceeds the customer's fixed 75% wait; it depends on repeat
    purchases and recency only, so it moves only by an order, a refit or a setting.

    Parameters
    ----------
    histories
        Of n customers at the end of observation.
    returns
        The return probability (`perennial.engine.lifetime.returns`).
    fallen_to
        Between 0 and 1.
    lead
        Days before the leaving date on which the offer window opens at the earliest.
    draws
        Draws of the parameters that the bands rest on.
    """
    (x, recency), kind = distinct(histories.frequency, histories.recency)
    kinds = x.astype(np.int32), recency.astype(np.int32)
    curves = curves_of(returns, *kinds, days_of_silence(int(histories.silence.max(initial=0))))
    silence = leaving_silence(curves, fallen_to=fallen_to)
    early, late = leaving_bands(returns, *kinds, fallen_to=fallen_to, draws=draws, rng=rng)
    each = np.arange(len(x))
    early, late = np.minimum(early, silence), np.maximum(late, silence)
    early[np.isinf(silence)] = np.inf
    churn = _day(histories, silence[kind])
    fixed = curves.fixed[:, kind]
    begin, until = offer_window(churn, histories.last_day, fixed[0], fixed[0], histories.as_of, lead=lead)
    return LeavingDates(
        churn_date=churn,
        churn_early=_day(histories, early[kind]),
        churn_late=_day(histories, late[kind]),
        return_at_order=curves.at(each, np.zeros(len(x)))[kind],
        return_at_churn=_at_churn(curves.at(each, np.where(np.isinf(silence), 0, silence)), silence)[kind],
        return_probability=curves.at(kind, histories.silence.astype(np.float64)),
        offer_from=begin,
        offer_until=until,
        fixed_median=fixed[0],
        fixed_75=fixed[1],
        fixed_90=fixed[2],
    )


def _day(histories: Histories, silence: Floats) -> Ints:
    there = np.isfinite(silence)
    return np.where(there, histories.last_day + np.where(there, silence, 0), NO_DAY).astype(np.int32)


def _at_churn(probability: Floats, silence: Floats) -> Floats:
    return np.where(np.isfinite(silence), probability, np.nan)
