"""Learn the calendar of a business from its purchases."""

from dataclasses import replace

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.calendar.dates import months_of, weekdays_of
from perennial.engine.calendar.exposure import DayCounts, Exposure, exposure_of
from perennial.engine.calendar.results import EVEN, Calendar, SpecialDays
from perennial.engine.calendar.season import season_worth
from perennial.engine.calendar.special_days import event_worth, holiday_worth, worth_of_special_days
from perennial.engine.calendar.trend import recent_trend, worth_by_trend
from perennial.engine.calendar.weekday import weekday_worth
from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog

__all__ = ["fit_calendar", "worth_of_days"]

_ROUNDS = 6  # hazards and worths are found in turn
_LEAST = 1e-9  # mean worth of a past that is said to have been closed throughout
_SETTLED = 0.02  # change of a day's worth below which they have been found
_EVEN_WEEK = (Estimate(value=1.0),) * 7
_MONTH = 365.25 / 12
_GROWS_ON = 365  # days for which a stated growth is carried on


def fit_calendar(log: PurchaseLog, as_of: int, special: SpecialDays = EVEN) -> Calendar:
    """Learn what days are worth from what came and what was expected of the gaps then open.

    Purchases of a day follow a rate that is the product of a hazard, by the customer's pace and the age of
    the gap in business days, and of the day's worth: weekday, month, holiday or event, and a stated growth.
    Both are found in turn.

    Parameters
    ----------
    log
        Purchases of all customers or of a sample of them; nothing after `as_of` is looked at.
    as_of
        Day number of the end of observation.
    special
        What is known beforehand of single days.
    """
    begin = int(log.day.min()) if len(log) else as_of
    calendar = Calendar(
        begin=begin, as_of=as_of, weekday=_EVEN_WEEK, season=(), growth=1.0 + (special.growth or 0.0)
    )
    if begin >= as_of:
        return calendar
    day = np.arange(begin, as_of + 1, dtype=np.int32)
    clock, exposure = np.ones(len(day)), exposure_of(log, begin, as_of, np.ones(len(day)))
    for _ in range(_ROUNDS):
        calendar = _better(calendar, exposure, day, special)
        worth = worth_of_days(calendar, day, special, week=False)
        found = worth / max(float(worth.mean()), _LEAST)
        if np.abs(found - clock).max() < _SETTLED:
            break
        clock = found
        exposure = exposure_of(log, begin, as_of, clock)
    return replace(calendar, counted=int(exposure.came.sum()))


def worth_of_days(calendar: Calendar, day: Ints, special: SpecialDays, *, week: bool = True) -> Floats:
    """Give what days in a row are worth, in ordinary days; shape (n,).

    Parameters
    ----------
    day
        Shape (n,): day numbers in a row, of the past or ahead.
    week
        Whether weekdays count.
    """
    worth = worth_of_special_days(day, special, calendar.holidays, calendar.events)
    # Nobody knows how they grow in more than a year.
    worth *= calendar.growth ** (np.minimum(day - calendar.as_of, _GROWS_ON) / _MONTH)
    worth *= worth_by_trend(calendar.trend, day, calendar.as_of)
    if calendar.season:
        worth *= _values(calendar.season)[months_of(day)]
    if week:
        worth *= _values(calendar.weekday)[weekdays_of(day)]
    return worth


def _better(calendar: Calendar, exposure: Exposure, day: Ints, special: SpecialDays) -> Calendar:
    """Find each part anew, the others given."""
    counts = exposure.counts(worth_of_days(calendar, day, special))

    def beside(**changes: object) -> DayCounts:
        rest = worth_of_days(replace(calendar, **changes), day, special)  # type: ignore[arg-type]
        return DayCounts(came=counts.came, expected=counts.expected * rest)

    weekday = weekday_worth(beside(weekday=_EVEN_WEEK), weekdays_of(day).astype(np.int32))
    calendar = replace(calendar, weekday=weekday)
    calendar = replace(calendar, season=season_worth(beside(season=()), day))
    holidays = holiday_worth(beside(holidays=()), day, special)
    calendar = replace(calendar, holidays=holidays)
    calendar = replace(calendar, events=event_worth(beside(events=()), day, special))
    if special.growth is not None:
        return calendar
    return replace(calendar, trend=recent_trend(beside(trend=UNKNOWN)))


def _values(factors: tuple[Estimate, ...]) -> Floats:
    return np.array([each.value for each in factors], dtype=np.float64)
