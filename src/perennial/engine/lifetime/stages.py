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

__all__ = ["came_back", "came_back_lately", "find_stages", "with_returned"]

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


def with_returned(stage: Ints, returned: NDArray[np.bool_]) -> Ints:
    """Give the stages, found as if nobody had returned, with those who have; shape (n,)."""
    return np.where(returned, STAGES.index("returned"), stage).astype(stage.dtype)


def came_back(
    log: PurchaseLog, as_of: int, returns: ReturnModel, *, fallen_to: float = FALLEN_TO
) -> NDArray[np.bool_]:
    """Say who ordered after having been left and has bought less than twice since.

    Returns
    -------
    array of shape (n,)
        For the customers with a purchase by `as_of`, in the order of `histories_at`.
    """
    histories, index = histories_at(log, as_of)
    first = log.offsets[:-1][index]
    last = first + histories.frequency
    back = np.arange(_STAYS_RETURNED + 1)[:, None]
    latest = log.day[np.maximum(last - back, first)]
    return came_back_lately(histories.frequency, histories.recency, latest, returns, fallen_to=fallen_to)


def came_back_lately(
    frequency: Ints, recency: Ints, latest: Ints, returns: ReturnModel, *, fallen_to: float = FALLEN_TO
) -> NDArray[np.bool_]:
    """Say the same of customers of whom only the latest days are known.

    The past is replayed with today's parameters. Only the last two waits matter: a return before them
    is followed by two purchases or more.

    Parameters
    ----------
    frequency, recency
        Shape (n,), as in `Histories`.
    latest
        Shape (3, n): day of the last purchase, of the one before it, and of the one before that; any day
        where there is none.
    """
    answer = np.zeros(len(frequency), np.bool_)
    for back in range(_STAYS_RETURNED):
        there = np.flatnonzero(frequency > back)
        last, end, before = (latest[place, there] for place in (0, back, back + 1))
        x, until = frequency[there] - np.int32(back + 1), recency[there] - (last - before)
        answer[there] |= end - before > _leaving_silence(returns, x, until, fallen_to)
    return answer


def _leaving_silence(
    returns: ReturnModel, frequency: Ints, recency: Ints, fallen_to: float
) -> NDArray[np.float64]:
    (x, days), kind = distinct(frequency, recency)
    curves = curves_of(returns, x.astype(np.int32), days.astype(np.int32), days_of_silence(LONGEST))
    return leaving_silence(curves, fallen_to=fallen_to)[kind]
