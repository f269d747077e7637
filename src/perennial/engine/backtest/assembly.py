"""Everything that is said of every customer, put together so that it does not contradict itself."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from perennial.engine.backtest.forecaster import Forecaster
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.next_order import NEXT_ORDER, waits_given_return
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.recent import Recent

__all__ = ["assemble", "chances_in_order"]

_FOUR_WEEKS = 28


def assemble(
    histories: Histories,
    *,
    returns: ReturnModel,
    leaving: LeavingDates,
    forecaster: Forecaster,
    stage: Ints,
    value_at_risk: Floats,
    count_horizons: tuple[int, ...],
    chance_horizons: tuple[int, ...],
    recent: Recent | None = None,
) -> CustomerForecast:
    """Put the forecasts of n customers together.

    Chances of an order never fall with the horizon, the return probability stands among them at R, and
    expected orders neither fall with it nor are below the chance of one.

    Parameters
    ----------
    returns
        The return probability with its attrition model, which gives p_alive and next-order dates.
    leaving
        Leaving dates of the same customers.
    forecaster
        Counts and chances.
    stage, value_at_risk
        Shape (n,).
    count_horizons, chance_horizons
        In days.
    recent
        Latest purchases of the same customers; needed where the forecaster has trees.
    """
    time = forecaster.time
    measured = time.histories(histories) if time else histories
    state = measured.frequency, measured.recency, measured.silence
    horizons = sorted({*count_horizons, *chance_horizons})
    chances = chances_in_order(
        {days: forecaster.p_order(histories, horizon=days, recent=recent) for days in horizons},
        leaving.return_probability,
        returns.horizon,
    )
    waits = waits_given_return(returns.model, *state, probabilities=NEXT_ORDER, within=returns.within)
    early, likely, late = (time.wait(histories.as_of, wait) if time else wait for wait in waits)
    return CustomerForecast(
        p_alive=returns.model.p_alive(*state),
        return_probability=leaving.return_probability,
        next_order_early=_day(histories, early),
        next_order_likely=_day(histories, likely),
        next_order_late=_day(histories, late),
        churn_date=leaving.churn_date,
        churn_early=leaving.churn_early,
        churn_late=leaving.churn_late,
        return_at_churn=leaving.return_at_churn,
        offer_from=leaving.offer_from,
        offer_until=leaving.offer_until,
        fixed_median=leaving.fixed_median,
        fixed_75=leaving.fixed_75,
        fixed_90=leaving.fixed_90,
        expected_orders=_never_falling(
            {
                days: np.maximum(
                    forecaster.expected_orders(histories, horizon=days, recent=recent), chances[days]
                )
                for days in count_horizons
            }
        ),
        p_order={days: chances[days] for days in chance_horizons},
        stage=stage,
        value_at_risk=value_at_risk,
    )


def chances_in_order(
    chances: Mapping[int, Floats], return_probability: Floats, return_horizon: int
) -> dict[int, Floats]:
    """Clip P(order in h days) so that it never falls with h and agrees with the return probability at R.

    Four weeks or less never exceed the return probability, even where R is shorter.
    """
    bound = max(return_horizon, _FOUR_WEEKS)
    answer = {
        days: np.minimum(p, return_probability) if days <= bound else np.maximum(p, return_probability)
        for days, p in chances.items()
    }
    return _never_falling(answer)


def _never_falling(by_horizon: Mapping[int, Floats]) -> dict[int, Floats]:
    answer = {days: by_horizon[days] for days in sorted(by_horizon)}
    for shorter, longer in pairwise(answer):
        answer[longer] = np.maximum(answer[longer], answer[shorter])
    return answer


def _day(histories: Histories, wait: Floats) -> Ints:
    # The next order comes after the end of observation, at the earliest on the day after.
    return (histories.as_of + np.maximum(np.ceil(wait - 1e-9), 1)).astype(np.int32)
