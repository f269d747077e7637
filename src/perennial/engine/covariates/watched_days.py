"""The days of customers after their first touch: what was known each day, what was expected, and what came.

Only what was known by the end of a day says how it counts: whoever is touched because they are silent has not
been chosen by what came afterwards. So the orders that come have the expected ones as their compensator
(Andersen et al. 1993, section II.4), and days soon after a touch can be held against all others.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.touches import TOUCH_DAYS, Touches

__all__ = ["Ahead", "WatchedDays"]


class _Model(Protocol):
    """What is asked of an attrition model (`perennial.engine.lifetime.attrition`)."""

    def p_alive(self, frequency: Ints, recency: Ints, silence: Ints) -> Floats: ...

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats: ...

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What a model says by a clock; None is the calendar."""

    model: _Model
    time: BusinessTime | None

    def by_clock(self, day: Ints) -> Ints:
        """Give day numbers by the clock."""
        return self.time.days(day) if self.time else day

    def worth(self, day: Ints, horizon: int) -> Floats:
        """Give the business days in the `horizon` days after each day."""
        if self.time is None:
            return np.full(len(day), float(horizon))
        days, place = np.unique(day, return_inverse=True)
        return np.array([self.time.ahead(int(each), horizon) for each in days])[place]


class WatchedDays:
    """Days of n customers, m in all, from the first touch after the first purchase to the last day but one.

    `customer` and `day` have shape (m,), as all that is said of the days.
    """

    def __init__(self, log: PurchaseLog, touches: Touches, as_of: int, ahead: Ahead) -> None:
        self._log, self._touches, self._ahead = log, touches, ahead
        first_touch, has = _first_touch(log, touches, as_of)
        length = np.where(has, np.maximum(as_of - first_touch, 0), 0)
        begin = np.cumsum(length) - length
        self.as_of = as_of
        self.customer: NDArray[np.intp] = np.repeat(np.arange(len(log)), length)
        since = np.arange(int(length.sum())) - np.repeat(begin, length)
        self.day: Ints = (first_touch[self.customer] + since).astype(np.int32)
        self.since_first = since

    @cached_property
    def _seen(self) -> NDArray[np.intp]:
        return _seen(self._log.offsets, self._log.day, self.customer, self.day)

    @cached_property
    def _since_touch(self) -> NDArray[np.int64]:
        at = _seen(self._touches.offsets, self._touches.day, self.customer, self.day)
        last = self._touches.day[self._touches.offsets[:-1][self.customer] + at - 1]
        return np.asarray(self.day - last, np.int64)

    @property
    def is_touch(self) -> NDArray[np.bool_]:
        """Whether there was a touch on that very day."""
        return np.asarray(self._since_touch == 0)

    @property
    def is_after_touch(self) -> NDArray[np.bool_]:
        """Whether the next day is within 28 days after a touch."""
        return np.asarray(self._since_touch < TOUCH_DAYS)

    @cached_property
    def state(self) -> tuple[Ints, Ints, Ints]:
        """Frequency, recency and silence at the end of the day, by the clock."""
        start = self._log.offsets[:-1][self.customer]
        first, last = self._log.day[start], self._log.day[start + self._seen - 1]
        clock = self._ahead.by_clock
        recency = clock(last) - clock(first)
        return (self._seen - 1).astype(np.int32), recency, np.maximum(clock(self.day) - clock(last), 0)

    def p_alive(self) -> Floats:
        """Say with what probability they are still customers."""
        return self._ahead.model.p_alive(*self.state)

    def came(self) -> Floats:
        """Say whether they bought on the next day."""
        return self._bought(1)

    def expected(self) -> Floats:
        """Expect orders on the next day."""
        return self._ahead.model.expected_orders(*self.state, horizon=1) * self._ahead.worth(self.day, 1)

    def stayed_away(self, rows: NDArray[np.intp], horizon: int) -> Floats:
        """Say of some days whether no order came in the `horizon` days after them."""
        return 1.0 - self._bought(horizon)[rows]

    def expected_away(self, rows: NDArray[np.intp], horizon: int) -> Floats:
        """Say with what probability none was to come."""
        ahead = np.maximum(np.rint(self._ahead.worth(self.day[rows], horizon)), 1).astype(np.int64)
        away = np.empty(len(rows))
        for days in np.unique(ahead):
            some = ahead == days
            state = (each[rows[some]] for each in self.state)
            away[some] = 1.0 - self._ahead.model.p_order(*state, horizon=int(days))
        return away

    def _bought(self, horizon: int) -> Floats:
        until = _seen(self._log.offsets, self._log.day, self.customer, self.day + np.int32(horizon))
        return (until > self._seen).astype(np.float64)


def _first_touch(log: PurchaseLog, touches: Touches, as_of: int) -> tuple[Ints, NDArray[np.bool_]]:
    # The first touch of whoever had bought by then.
    first_day = log.day[log.offsets[:-1]]
    before = _seen(touches.offsets, touches.day, np.arange(len(log)), first_day - np.int32(1))
    at = touches.offsets[:-1] + before
    has = at < touches.offsets[1:]
    day = np.where(has, touches.day[np.where(has, at, 0)] if len(touches.day) else 0, as_of)
    return day.astype(np.int32), has


def _seen(
    offsets: NDArray[np.int64], days: Ints, customer: NDArray[np.intp], until: Ints
) -> NDArray[np.intp]:
    # How many of a customer's days there are up to a day, of each pair.
    if not len(days) or not len(until):
        return np.zeros(len(until), np.intp)
    low = min(int(days.min()), int(until.min()))
    wide = max(int(days.max()), int(until.max())) - low + 2
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    key = owner * wide + (days - low)
    return np.searchsorted(key, customer * wide + (until - low), side="right") - offsets[:-1][customer]
