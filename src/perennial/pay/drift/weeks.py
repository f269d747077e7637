"""The calendar of sellers: weeks, and the days each seller worked in them."""

from dataclasses import dataclass

import numpy as np

from perennial.pay.columns import NOBODY, Absences, Bools, Floats, Numbers, SellerLog
from perennial.pay.drift.settings import DriftSettings

__all__ = ["Weeks", "week_of", "weeks_of"]

_THURSDAY = 3  # day 0, 1970-01-01


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """The weeks of a log and the days worked.

    Attributes
    ----------
    starts
        Shape (w,): day numbers of the first days, one week after the other.
    possible
        Shape (w,): working days of each week.
    worked
        Shape (m, w): of them, those on which each seller was there; 0 up to the week in which a seller is
        first seen, as that one may be a part.
    """

    starts: Numbers
    possible: Floats
    worked: Floats

    def sums(self, seller: Numbers, day: Numbers, weight: Floats | Bools) -> Floats:
        """Add up rows by seller and week, shape (m, w); rows of nobody or outside the weeks are left out."""
        sellers, weeks = self.worked.shape
        place = (day - self.starts[0]) // 7 if weeks else np.full_like(day, -1)
        inside = (place >= 0) & (place < weeks) & (seller != NOBODY)
        cell = seller[inside] * weeks + place[inside]
        flat = np.bincount(cell, weights=weight[inside].astype(float), minlength=sellers * weeks)
        return np.asarray(flat.reshape(sellers, weeks), dtype=float)


def week_of(day: Numbers | int, first_weekday: int) -> Numbers:
    """Give the day number of the first day of the week of each day."""
    numbers = np.asarray(day, dtype=np.int64)
    return np.asarray(numbers - (numbers + _THURSDAY - first_weekday) % 7)


def weeks_of(log: SellerLog, as_of: int, settings: DriftSettings) -> Weeks:
    """Lay out the weeks that are over by a day, and who worked in them.

    Parameters
    ----------
    log
        The sellers.
    as_of
        Day number of the last day known; a week counts once its last day is reached.
    settings
        Weekdays worked, holidays, first weekday.
    """
    seen = np.concatenate([log.touches.day, log.orders.day])
    first = int(week_of(int(seen.min()) if len(seen) else as_of, settings.first_weekday))
    end = int(week_of(as_of + 1, settings.first_weekday))
    starts = np.arange(first, end, 7, dtype=np.int64)
    days = np.arange(first, first + 7 * len(starts), dtype=np.int64)
    open_day = np.isin((days + _THURSDAY) % 7, sorted(settings.worked))
    open_day &= ~np.isin(days, sorted(settings.holidays))
    there = _there(log.absences, days, len(log.roles)) & open_day
    worked = there.reshape(len(log.roles), len(starts), 7).sum(axis=2).astype(float)
    worked[starts[None, :] <= _first_seen(log)[:, None]] = 0.0
    return Weeks(starts=starts, possible=open_day.reshape(-1, 7).sum(axis=1).astype(float), worked=worked)


def _there(absences: Absences, days: Numbers, sellers: int) -> Bools:
    there = np.ones((sellers, len(days)), dtype=bool)
    for seller, first, last in zip(absences.seller, absences.first_day, absences.last_day, strict=True):
        there[seller] &= (days < first) | (days > last)
    return there


def _first_seen(log: SellerLog) -> Numbers:
    """Give the first day each seller did anything; never where they did nothing."""
    first = np.full(len(log.roles), np.iinfo(np.int64).max)
    for each in (log.touches, log.orders):
        sold = each.seller != NOBODY
        np.minimum.at(first, each.seller[sold], each.day[sold])
    return first
