"""Business time: days counted by what they are worth, so that a busy month is long and a quiet one short."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from perennial.core.days import NO_DAY
from perennial.engine.calendar.fit import worth_of_days
from perennial.engine.calendar.results import Calendar, SpecialDays
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.numerics.chunks import by_chunk
from perennial.engine.purchases import PurchaseLog

__all__ = ["BusinessTime", "ahead_in_business_time", "business_time_of"]

_AHEAD = 1500  # days after the end of observation; beyond them all days are ordinary
_EVEN = 1e-9
_LONG = 20  # business days from which half a day more or less is nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessTime:
    """A clock that runs by worth.

    The past is measured without weekdays, which even out within a week; what lies ahead with them. A stretch
    of the past is as long in business time as in days, on the whole.

    Attributes
    ----------
    begin, as_of
        Day numbers between which it was learnt.
    slow, full
        Business days that have passed by the end of each day from `begin` on, without and with weekdays.
    """

    begin: int
    as_of: int
    slow: Floats
    full: Floats

    @property
    def is_even(self) -> bool:
        """Whether the past runs as the calendar does."""
        return bool(np.ptp(np.diff(self.slow)) < _EVEN)

    def days(self, day: Ints) -> Ints:
        """Give day numbers in business time, rounded; shape (n,). `NO_DAY` stays."""
        if self.is_even:
            return day
        there = day[day != NO_DAY]
        if not len(there):
            return day
        # Few days are asked for many times over: each is converted once.
        low, high = int(there.min()), int(there.max())
        if high - low >= len(day):
            return self._business_day(day)
        table = self._business_day(np.arange(low, high + 1, dtype=np.int32))
        return np.where(day == NO_DAY, NO_DAY, table[np.where(day == NO_DAY, 0, day - low)]).astype(np.int32)

    def calendar_days(self, business: Floats) -> Floats:
        """Give the days of the calendar on which business days end; shape (n,), not rounded."""
        if self.is_even:
            return business
        return by_chunk(lambda some: self.begin + self._back(some - self.begin, self.slow), business)

    def histories(self, histories: Histories) -> Histories:
        """Measure histories in business time."""
        if self.is_even:
            return histories
        as_of = int(self.days(np.array([histories.as_of], np.int32))[0])
        first, last = self.days(histories.first_day), self.days(histories.last_day)
        recency = last - first
        # Each gap is as much longer or shorter as the customer's whole time is.
        stretch = np.log(np.maximum(recency, 0.5) / np.maximum(histories.recency, 0.5))
        return replace(
            histories,
            as_of=as_of,
            recency=recency,
            T=np.maximum(as_of - first, recency),
            sum_log_gap=histories.sum_log_gap + histories.frequency * stretch,
        )

    def log(self, log: PurchaseLog) -> PurchaseLog:
        """Measure purchases in business time; two of a customer may then fall on one day."""
        return log if self.is_even else replace(log, day=self.days(log.day))

    def ahead(self, day: int, horizon: int) -> float:
        """Give the business days in the `horizon` days after `day`."""
        since, until = self._passed(np.array([day, day + horizon], np.float64), self.full)
        return float(until - since)

    def wait(self, day: int, business: Floats) -> Floats:
        """Give the days after `day` in which so many business days pass; shape (n,)."""
        since = self._passed(np.array([day], np.float64), self.full)[0]
        return by_chunk(lambda some: self.begin + self._back(since + some, self.full) - day, business)

    def _business_day(self, day: Ints) -> Ints:
        found = np.rint(self.begin + self._passed(day.astype(np.float64), self.slow))
        return np.where(day == NO_DAY, NO_DAY, found).astype(np.int32)

    def _passed(self, day: Floats, clock: Floats) -> Floats:
        # Before the first day and after the last one known all days are ordinary.
        at = day - self.begin
        inside = np.interp(at, np.arange(-1, len(clock)), np.append(0.0, clock))
        return np.asarray(inside + np.minimum(at + 1, 0.0) + np.maximum(at - (len(clock) - 1), 0.0) - 1.0)

    def _back(self, passed: Floats, clock: Floats) -> Floats:
        # A day without worth ends no business day: what is left falls on the next that has some.
        passed = passed + 1.0
        known = np.append(0.0, clock)
        after = np.clip(np.searchsorted(known, passed), 1, len(clock))
        part = np.clip(passed - known[after - 1], 0.0, None) / np.maximum(
            known[after] - known[after - 1], _EVEN
        )
        inside = after - 2 + np.minimum(part, 1.0)
        return np.asarray(inside + np.minimum(passed, 0.0) + np.maximum(passed - known[-1], 0.0))


def business_time_of(calendar: Calendar, special: SpecialDays) -> BusinessTime:
    """Make the clock of a calendar; the special days ahead are to be among `special`."""
    day = np.arange(calendar.begin, calendar.as_of + _AHEAD + 1, dtype=np.int32)
    slow = worth_of_days(calendar, day, special, week=False)
    full = worth_of_days(calendar, day, special)
    past = calendar.as_of - calendar.begin + 1
    mean = max(float(slow[:past].mean()), _EVEN)
    return BusinessTime(
        begin=calendar.begin,
        as_of=calendar.as_of,
        slow=np.cumsum(slow / mean),
        full=np.cumsum(full / mean),
    )


def ahead_in_business_time(ask: Callable[[int], Floats], horizon: float) -> Floats:
    """Ask a model for a horizon that is no whole number of days, between the two whole ones beside it.

    Parameters
    ----------
    ask
        Gives expected orders or chances, shape (n,), for a whole horizon of at least one day.
    horizon
        Business days.
    """
    if horizon >= _LONG:
        return ask(round(horizon))
    below = int(np.floor(horizon))
    part = horizon - below
    if below == 0:
        return part * ask(1)
    return ask(below) if part < _EVEN else (1 - part) * ask(below) + part * ask(below + 1)
