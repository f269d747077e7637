"""Which touches fit into the days of a week, the best first."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["fit"]

#: Candidates looked at before those that can no longer fit are dropped.
_BATCH = 4096

_Places = NDArray[np.intp]


def fit(
    customer: _Places, first: _Places, last: _Places, priority: Floats, *, days: int, capacity: int
) -> tuple[_Places, _Places]:
    """Choose touches, one a customer, and give each a day inside its span.

    Touches are taken in order of priority whenever all taken so far can still be placed: by Hall's theorem,
    when no run of days has more touches that must fall inside it than it has places. With one candidate a
    customer this is the best total that any plan reaches, since the sets that can be placed form a matroid.
    (A customer with several plays takes the first that fits. Several sellers will need an exact assignment,
    by a solver such as HiGHS.)

    Parameters
    ----------
    customer
        Shape (m,): the customer of each candidate.
    first, last
        Shape (m,): positions of the days between which it may fall, 0 to `days` - 1.
    priority
        Shape (m,): higher is taken first; earlier candidates win ties.
    days
        Number of days.
    capacity
        Touches that fit in one day.

    Returns
    -------
    chosen, day
        Positions of the chosen candidates in order of priority, and the position of the day of each.
    """
    length = np.arange(days)[None, :] - np.arange(days)[:, None] + 1
    room = np.where(length > 0, capacity * length, np.iinfo(np.int64).max)
    chosen = _choose(customer, first, last, priority, room)
    return chosen, _place(first[chosen], last[chosen], days, capacity)


def _choose(
    customer: _Places, first: _Places, last: _Places, priority: Floats, room: NDArray[np.int64]
) -> _Places:
    """Take candidates while every run of days, from row to column, keeps to its room."""
    inside, full = np.zeros_like(room), _full(room <= 0)
    chosen: list[int] = []
    taken: set[int] = set()
    waiting = np.argsort(-priority, kind="stable")
    while len(waiting):
        batch, waiting = waiting[:_BATCH], waiting[_BATCH:]
        for at in batch.tolist():
            begin, end, whose = int(first[at]), int(last[at]), int(customer[at])
            if full[begin, end] or whose in taken:
                continue
            inside[: begin + 1, end:] += 1
            full = _full(inside >= room)
            taken.add(whose)
            chosen.append(at)
        waiting = waiting[~full[first[waiting], last[waiting]]]
    return np.array(chosen, dtype=np.intp)


def _full(tight: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the spans that lie inside a run of days without a free place."""
    from_left = np.logical_or.accumulate(tight, axis=0)
    full: NDArray[np.bool_] = np.logical_or.accumulate(from_left[:, ::-1], axis=1)[:, ::-1]
    return full


def _place(first: _Places, last: _Places, days: int, capacity: int) -> _Places:
    """Fill the days in turn with those whose time runs out first."""
    day = np.full(len(first), -1, dtype=np.intp)
    for position in range(days):
        open_now = np.flatnonzero((day < 0) & (first <= position))
        urgent = open_now[np.argsort(last[open_now], kind="stable")][:capacity]
        day[urgent] = position
    return day
