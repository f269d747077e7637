"""Moments and days of the invented company on the clock of the house."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from perennial.core.days import NO_DAY, date_of

__all__ = ["Clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Turns day numbers and minutes into what columns hold."""

    zone: ZoneInfo

    def day(self, number: int) -> date | None:
        """Give a calendar day; None for `NO_DAY`."""
        return None if number == NO_DAY else date_of(number)

    def at(self, number: int, minute: int = 12 * 60) -> datetime:
        """Give the moment of a minute of a day."""
        return datetime.combine(date_of(number), time(), self.zone) + timedelta(minutes=int(minute))
