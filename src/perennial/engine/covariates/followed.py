"""Customers by when they came, each looked at for the same number of days since."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from perennial.core.days import date_of, day_of
from perennial.engine.histories import Histories, Ints
from perennial.engine.purchases import PurchaseLog

__all__ = ["Followed", "follow_cohorts"]

_FEWEST = 30  # customers of a cohort
_MOST = 12  # cohorts, the latest
_GAPS = 2.0  # usual gaps for which a cohort must have been followed
_LEAST = 28  # days for which it must, however short the usual gap
_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """G cohorts, the oldest first, and what their n customers did within `days` days.

    Attributes
    ----------
    spans
        First and last day number of each cohort.
    cohort
        Shape (n,): from 0 to G - 1.
    histories
        Of the n customers over these days, by the clock.
    """

    spans: tuple[tuple[int, int], ...]
    cohort: Ints
    histories: Histories
    days: int


def follow_cohorts(
    log: PurchaseLog, as_of: int, *, since: int, usual_gap: float, clock: Callable[[Ints], Ints]
) -> Followed | None:
    """Cut the customers into cohorts by quarter of the first purchase, by month where there is under a year.

    So that no model is needed to compare a young cohort with an old one, all are looked at for as many days
    as the youngest has been followed, which is two usual gaps at least.

    Parameters
    ----------
    log
        Purchases, days of the calendar.
    since
        Customers who came before this day are left out: they may have bought before the log starts.
    usual_gap
        In days.
    clock
        Gives day numbers in business time, or as they are.

    Returns
    -------
    Followed
        None with fewer than two cohorts of 30 customers.
    """
    first_day = log.day[log.offsets[:-1]]
    least = max(round(_GAPS * usual_gap), _LEAST)
    months = 1 if as_of - since < _YEAR else 3
    counted = [
        (begin, end)
        for begin, end in _spans(since, as_of - least, months)
        if np.count_nonzero((first_day >= begin) & (first_day <= end)) >= _FEWEST
    ][-_MOST:]
    if len(counted) < 2:
        return None
    begins, ends = np.array(counted, dtype=np.int64).T
    place = np.searchsorted(begins, first_day, side="right") - 1
    inside = np.flatnonzero((place >= 0) & (first_day <= ends[place]))
    days = as_of - counted[-1][1]
    return Followed(
        spans=tuple(counted),
        cohort=place[inside].astype(np.int32),
        histories=_histories(log.take(inside), as_of, days, clock),
        days=days,
    )


def _spans(since: int, until: int, months: int) -> Iterator[tuple[int, int]]:
    # Whole months or quarters within [since, until].
    begin = date_of(since)
    at = date(begin.year, begin.month - (begin.month - 1) % months, 1)
    while (after := _later(at, months)) and day_of(after) - 1 <= until:
        if day_of(at) >= since:
            yield day_of(at), day_of(after) - 1
        at = after


def _later(at: date, months: int) -> date:
    years, month = divmod(at.month - 1 + months, 12)
    return date(at.year + years, month + 1, 1)


def _histories(log: PurchaseLog, as_of: int, days: int, clock: Callable[[Ints], Ints]) -> Histories:
    first_day = log.day[log.offsets[:-1]]
    early = log.day - np.repeat(first_day, np.diff(log.offsets)) <= days
    seen = np.add.reduceat(early.astype(np.int64), log.offsets[:-1])
    last_day = log.day[log.offsets[:-1] + seen - 1]
    start, last, end = (clock(day.astype(np.int32)) for day in (first_day, last_day, first_day + days))
    recency = (last - start).astype(np.int32)
    return Histories(
        as_of=as_of,
        frequency=(seen - 1).astype(np.int32),
        recency=recency,
        T=np.maximum(end - start, recency).astype(np.int32),
        sum_log_gap=np.zeros(len(log)),
    )
