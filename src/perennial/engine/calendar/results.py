"""What is said about the calendar of a business."""

from collections.abc import Mapping
from dataclasses import dataclass

from perennial.core.estimate import UNKNOWN, Estimate

__all__ = ["EVEN", "Calendar", "CalendarEvent", "EventWorth", "SpecialDays"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """Days of the business's own calendar on which more or less is bought: a sale, a fair, a closed week.

    Attributes
    ----------
    name
        Occurrences of one event bear one name.
    first, last
        Day numbers, both included.
    worth
        How many ordinary days one of these days is worth, as the business says; None lets the log say.
    """

    name: str
    first: int
    last: int
    worth: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDays:
    """What is known beforehand of single days.

    Attributes
    ----------
    holidays
        Names of public holidays by day number, of the past and of the years ahead.
    events
        The business's own.
    growth
        By what share of itself the business says its orders per customer grow in a month; None where it says
        nothing.
    """

    holidays: Mapping[int, str]
    events: tuple[CalendarEvent, ...] = ()
    growth: float | None = None


#: Nothing is known of single days.
EVEN = SpecialDays(holidays={})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWorth:
    """What a day of an event, or a public holiday, is worth in ordinary days.

    `seen` counts the days that the log holds of it; `stated` says that the business named the worth.
    """

    name: str
    worth: Estimate
    seen: int
    stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How much the days of a business are worth: an ordinary day is worth 1.

    Attributes
    ----------
    begin, as_of
        Day numbers between which it was learnt.
    weekday
        Worth of Monday to Sunday; their mean is 1.
    season
        Worth of a day in January to December, their mean over a year is 1; empty where the season is not yet
        seen: it takes two years of orders.
    holidays, events
        Worth of single days, beside their weekday and season.
    trend
        By what factor orders per customer grew in a month, of late; unknown where little is seen.
    growth
        The factor that the business has stated, 1 where it has not.
    counted
        Repeat purchases that it rests on.
    """

    begin: int
    as_of: int
    weekday: tuple[Estimate, ...]
    season: tuple[Estimate, ...]
    holidays: tuple[EventWorth, ...] = ()
    events: tuple[EventWorth, ...] = ()
    trend: Estimate = UNKNOWN
    growth: float = 1.0
    counted: int = 0

    @property
    def is_season_seen(self) -> bool:
        """Whether two years of orders show a season."""
        return bool(self.season)
