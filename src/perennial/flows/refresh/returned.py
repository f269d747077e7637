"""Who has returned after having left: by what was said then or, where nothing was, by today's models."""

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.histories import Histories, Ints
from perennial.engine.lifetime.leaving_dates import FALLEN_TO
from perennial.engine.lifetime.leaving_dates_curve import (
    LONGEST,
    curves_of,
    days_of_silence,
    leaving_silence,
)
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.lifetime.stages import came_back
from perennial.engine.numerics.grouping import distinct
from perennial.flows.customer_models import CustomerModels, GroupModels, by_part
from perennial.flows.refresh.matching import Matched
from perennial.store.log import OrderLog

__all__ = ["find_returned", "is_returned"]

_STAYS_RETURNED = 2  # purchases after the return that end the stage
_LATER = 2**30


def find_returned(log: OrderLog, models: CustomerModels, matched: Matched) -> Ints:
    """Give the number of the purchase with which each customer returned last, 0 where none did; (n,)."""
    histories = log.histories()
    answer = np.zeros(len(histories), np.int32)
    new = ~matched.known
    if new.any():
        rows = np.flatnonzero(new)
        answer[new] = by_part(models.take(new), lambda group, some: _replayed(log, group, rows[some]))
    if matched.known.any():
        answer[matched.known] = _remembered(log, histories, matched)
    return answer


def is_returned(returned_at: Ints, histories: Histories) -> NDArray[np.bool_]:
    """Say who is in the stage `returned`: back, and with fewer than two purchases since; shape (n,)."""
    since = histories.frequency + 1 - returned_at
    return (returned_at > 0) & (since < _STAYS_RETURNED)


def _replayed(log: OrderLog, group: GroupModels, rows: NDArray[np.intp]) -> Ints:
    everyone, returns = group.measured(log.histories().take(rows)), group.returns
    purchases = log.purchases(customers=rows)
    if group.time is not None:
        purchases = group.time.log(purchases)
    back = np.flatnonzero(came_back(purchases, everyone.as_of, returns))
    answer = np.zeros(len(rows), np.int32)
    if len(back):
        some, histories = purchases.take(back), everyone.take(back)
        gap = some.day[some.offsets[1:] - 1] - some.day[some.offsets[1:] - 2]
        before = histories.frequency - 1, histories.recency - gap
        with_the_last = gap > _leaving_silence(returns, *before)
        answer[back] = histories.frequency + with_the_last
    return answer


def _leaving_silence(returns: ReturnModel, frequency: Ints, recency: Ints) -> NDArray[np.float64]:
    (x, days), kind = distinct(frequency, recency)
    curves = curves_of(returns, x.astype(np.int32), days.astype(np.int32), days_of_silence(LONGEST))
    return leaving_silence(curves, fallen_to=FALLEN_TO)[kind]


def _remembered(log: OrderLog, histories: Histories, matched: Matched) -> Ints:
    known = np.flatnonzero(matched.known)
    answer = matched.column("returned_at", matched.known).astype(np.int32)
    bought = ~matched.same[known]
    if bought.any():
        rows = np.zeros(len(histories), np.bool_)
        rows[known[bought]] = True
        left = matched.column("churn_date", rows)
        first = _first_after(log, np.flatnonzero(rows), matched.column("last_order", rows))
        returned = (left != NO_DAY) & (first > left) & (first < _LATER)
        again = matched.column("purchases", rows) + 1
        answer[bought] = np.where(returned, again, answer[bought])
    # A refund may have undone the purchase.
    return np.where(answer <= histories.frequency[known] + 1, answer, 0).astype(np.int32)


def _first_after(log: OrderLog, rows: NDArray[np.intp], day: Ints) -> NDArray[np.int64]:
    purchases = log.purchases(customers=rows)
    later = np.where(purchases.day > day[purchases.customer], purchases.day.astype(np.int64), _LATER)
    return np.asarray(np.minimum.reduceat(later, purchases.offsets[:-1]))
