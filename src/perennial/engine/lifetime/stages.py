"""Stages: where each customer stands between the first order and the last."""

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.forecast import STAGES
from perennial.engine.histories import Histories, Ints
from perennial.engine.lifetime.leaving_dates import FALLEN_TO
from perennial.engine.lifetime.leaving_dates_curve import (
    LONGEST,
    curves_of,
    days_of_silence,
    leaving_silence,
)
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.numerics.grouping import distinct
from perennial.engine.purchases import PurchaseLog, histories_at

__all__ = ["came_back", "find_stages"]

_STAYS_RETURNED = 2  # purchases after the return that end the stage


def find_stages(
    histories: Histories, leaving: LeavingDates, returned: NDArray[np.bool_], *, regular_from: int
) -> Ints:
    """Give each customer's stage as a position in `STAGES`; shape (n,).

    Parameters
    ----------
    histories, leaving
        Of the same n customers.
    returned
        Shape (n,): who ordered after having been said to have left (`came_back`).
    regular_from
        Number of purchases from which a customer is regular.
    """
    as_of, x = histories.as_of, histories.frequency
    past_median = histories.silence > leaving.fixed_median
    # The first that holds.
    rules = (
        ("returned", returned),
        ("left", (leaving.churn_date != NO_DAY) & (as_of >= leaving.churn_date)),
        ("leaving", (leaving.offer_from != NO_DAY) & (as_of >= leaving.offer_from)),
        ("regular", x + 1 >= regular_from),
        ("repeat", x >= 1),
        ("one_time", past_median),
    )
    codes = [STAGES.index(name) for name, _ in rules]
    return np.select([holds for _, holds in rules], codes, STAGES.index("new")).astype(np.int32)


def came_back(
    log: PurchaseLog, as_of: int, returns: ReturnModel, *, fallen_to: float = FALLEN_TO
) -> NDArray[np.bool_]:
    """Say who ordered after having been left and has bought less than twice since.

    The past is replayed with today's parameters. Only the last two waits matter: a return before them
    is followed by two purchases or more.

    Returns
    -------
    array of shape (n,)
        For the customers with a purchase by `as_of`, in the order of `histories_at`.
    """
    histories, index = histories_at(log, as_of)
    last = log.offsets[:-1][index] + histories.frequency
    answer = np.zeros(len(histories), np.bool_)
    for back in range(_STAYS_RETURNED):
        there = histories.frequency > back
        end = last[there] - back
        gap = log.day[end] - log.day[end - 1]
        x = histories.frequency[there] - back - 1
        recency = histories.recency[there] - (log.day[last[there]] - log.day[end - 1])
        answer[there] |= gap > _leaving_silence(returns, x, recency, fallen_to)
    return answer


def _leaving_silence(
    returns: ReturnModel, frequency: Ints, recency: Ints, fallen_to: float
) -> NDArray[np.float64]:
    (x, days), kind = distinct(frequency, recency)
    curves = curves_of(returns, x.astype(np.int32), days.astype(np.int32), days_of_silence(LONGEST))
    return leaving_silence(curves, fallen_to=fallen_to)[kind]
