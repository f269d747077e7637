"""Whole days as numbers: day 0 is 1970-01-01, in the business's own time zone."""

from datetime import date, timedelta

__all__ = ["NO_DAY", "date_of", "day_of", "iso_of", "month_of"]

_EPOCH = date(1970, 1, 1)

#: Stands for "no such day" in integer arrays of days.
NO_DAY = -(2**31)


def day_of(when: date) -> int:
    """Give the number of a calendar day."""
    return (when - _EPOCH).days


def date_of(day: int) -> date:
    """Give the calendar day of a number."""
    return _EPOCH + timedelta(days=int(day))


def iso_of(day: int) -> str:
    """Write a day as YYYY-MM-DD; `NO_DAY` as nothing."""
    return "" if day == NO_DAY else date_of(day).isoformat()


def month_of(day: int) -> int:
    """Give the calendar month of a day as one number: 12 * year + month - 1."""
    when = date_of(day)
    return 12 * when.year + when.month - 1
