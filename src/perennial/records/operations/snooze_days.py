"""Days to which a touch is put off: working days of the business."""

from collections.abc import Collection
from datetime import date, timedelta

__all__ = ["next_working_day", "snooze_choices"]

_MONDAY_TO_FRIDAY = frozenset(range(5))


def next_working_day(after: date, working_days: Collection[int] = ()) -> date:
    """Give the first working day after a day; no working days named means Monday to Friday."""
    working = frozenset(working_days) & frozenset(range(7)) or _MONDAY_TO_FRIDAY
    return next(day for day in (after + timedelta(days=n) for n in range(1, 8)) if day.weekday() in working)


def snooze_choices(today: date, working_days: Collection[int] = ()) -> tuple[date, date, date]:
    """Give three different working days: the next one, one about three days ahead, one about a week ahead."""
    tomorrow = next_working_day(today, working_days)
    three = next_working_day(max(today + timedelta(days=2), tomorrow), working_days)
    return tomorrow, three, next_working_day(max(today + timedelta(days=6), three), working_days)
