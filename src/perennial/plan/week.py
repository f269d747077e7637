"""The plan of one week: who is touched when, how and why."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.forecast_of_kinds import Forecast
from perennial.engine.histories import Floats, Histories
from perennial.plan.candidates import Candidates, candidates_of, gain_of
from perennial.plan.capacity import fit
from perennial.plan.ordering import Ordering, order_note, ordering_of, priorities
from perennial.plan.reasons import reasons_of
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Days, Situation
from perennial.plan.touch import PLAYS, Plan, Touch

__all__ = ["touches_of", "week_plan"]


def week_plan(
    forecast: Forecast,
    histories: Histories,
    settings: PlanSettings,
    *,
    spend_per_order: Floats | None = None,
    return_at_order: Floats | None = None,
) -> Plan:
    """Choose the touches of one week, at most one a customer, within the capacity of its worked days.

    Parameters
    ----------
    forecast, histories
        Of n customers, in the same order.
    settings
        The week and the business.
    spend_per_order
        Shape (n,): expected net spend of one order; None where the log has no amounts, and gains are then in
        orders.
    return_at_order
        Shape (n,): r on the day of the last order; None takes what the leaving date implies (`kept_share`).

    Returns
    -------
    Touches in the order of the list, which `notes` explain; `value_at_risk` is that of the customers touched.
    """
    now = Situation(
        forecast=forecast,
        histories=histories,
        settings=settings,
        spend_per_order=spend_per_order,
        return_at_order=return_at_order,
    )
    ordering = ordering_of(len(now), settings)
    found = candidates_of(now, ordering)
    chosen, day = _fitted(found, now, ordering)
    touches = touches_of(found.take(chosen), now.worked_days[day], now, ordering)
    return Plan(
        week_of=settings.week_of,
        touches=touches,
        left_out=len(np.unique(found.customer)) - len(touches),
        value_at_risk=sum(touch.value_at_risk for touch in touches),
        notes=(order_note(ordering, now),) if len(found) else (),
    )


def touches_of(chosen: Candidates, day: Days, now: Situation, ordering: Ordering) -> tuple[Touch, ...]:
    """Say of chosen touches, each on its day, how and why; in the order of the list."""
    whose, at = now.take(chosen.customer), np.arange(len(chosen))
    plays = [PLAYS[play] for play in chosen.play]
    gain = np.zeros(len(chosen))
    for play in set(plays):
        rows = at[chosen.play == PLAYS.index(play)]
        gain[rows] = gain_of(play, rows, day[rows], whose)
    touches = [
        Touch(
            day=int(day[each]),
            customer=int(chosen.customer[each]),
            play=play,
            reason=reason,
            offer_from=int(whose.forecast.offer_from[each]),
            offer_until=int(whose.forecast.offer_until[each]),
            churn_date=int(whose.forecast.churn_date[each]),
            value_at_risk=float(whose.forecast.value_at_risk[each]),
            expected_gain=float(gain[each]),
        )
        for each, (play, reason) in enumerate(zip(plays, reasons_of(plays, whose, ordering), strict=True))
    ]
    order = np.argsort(-priorities(ordering, gain, at, whose), kind="stable")
    return tuple(touches[each] for each in order)


def _fitted(
    found: Candidates, now: Situation, ordering: Ordering
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return fit(
        found.customer,
        found.first,
        found.last,
        priorities(ordering, found.gain, found.customer, now),
        days=len(now.worked_days),
        capacity=now.settings.capacity,
    )
