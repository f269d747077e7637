"""Working days of the business, and of one person with days off."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from perennial.records.models import User

__all__ = ["days_off", "working_days_after"]

_MONDAY_TO_FRIDAY = frozenset(range(5))
#: Somebody who is away for longer is not waited for.
_MOST_DAYS = 120

DaysOff = Collection[tuple[date, date]]


def working_days_after(day: date, count: int, working: Iterable[int] = (), off: DaysOff = ()) -> date:
    """Give the day on which so many working days have passed since a day.

    Parameters
    ----------
    working
        Numbers of weekdays, Monday = 0; none named means Monday to Friday.
    off
        First and last days of absences, which are not counted.
    """
    weekdays = frozenset(working) & frozenset(range(7)) or _MONDAY_TO_FRIDAY
    left = count
    for ahead in range(1, _MOST_DAYS):
        then = day + timedelta(days=ahead)
        left -= then.weekday() in weekdays and not any(first <= then <= last for first, last in off)
        if left <= 0:
            return then
    return day + timedelta(days=_MOST_DAYS)


def days_off(person: User | None, since: date) -> list[tuple[date, date]]:
    """Give the absences of somebody that are not over on a day."""
    if person is None:
        return []
    return list(person.absences.filter(last_day__gte=since).values_list("first_day", "last_day"))
