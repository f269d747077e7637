"""Days on which nobody works: public holidays of the country, and the business's own days off."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from perennial.flows.public_holidays import public_holidays
from perennial.records.models import Business

__all__ = ["Holiday", "days_off", "holidays_kept", "own_days_off", "worked_days"]

_MONDAY_TO_FRIDAY = frozenset(range(5))
_SHOWN = 5
_LOOKED_AHEAD = 2  # years, this one among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A public holiday that would else be a working day."""

    day: date
    name: str


def holidays_kept(business: Business, since: date, language: str) -> list[Holiday]:
    """Give the next public holidays that fall on working days, in a language where they have names in it."""
    working = _working(business)
    ahead = (each for each in _public(business.country, since.year, language) if each.day >= since)
    return [each for each in ahead if each.day.weekday() in working][:_SHOWN]


def own_days_off(business: Business) -> list[date]:
    """Give the business's own days off, the earliest first; what is no day is passed over."""
    return sorted(_days(business.days_off))


def worked_days(business: Business, first: date, days: int) -> int:
    """Count the days worked in a stretch."""
    off = days_off(business, first, days)
    stretch = (first + timedelta(days=ahead) for ahead in range(days))
    return sum(day.weekday() in _working(business) and day not in off for day in stretch)


def days_off(business: Business, first: date, days: int) -> frozenset[date]:
    """Give the public holidays and own days off in a stretch."""
    last = first + timedelta(days=days - 1)
    public = (each.day for each in _public(business.country, first.year, "en"))
    return frozenset(day for day in (*public, *own_days_off(business)) if first <= day <= last)


def _working(business: Business) -> Collection[int]:
    return frozenset(business.working_days) & frozenset(range(7)) or _MONDAY_TO_FRIDAY


def _days(told: Collection[object]) -> Iterator[date]:
    for each in told:
        try:
            yield date.fromisoformat(str(each))
        except ValueError:
            continue


def _public(country: str, year: int, language: str) -> tuple[Holiday, ...]:
    found = public_holidays(country, year, year + _LOOKED_AHEAD - 1, language)
    return tuple(Holiday(day=day, name=name) for day, name in found)
