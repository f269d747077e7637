"""What the business has said of its days: whose holidays, its own events, growth."""

from perennial.core.days import day_of
from perennial.engine.calendar.results import CalendarEvent as Event
from perennial.flows.special_days import DaysTold
from perennial.records.models import Business, CalendarEvent

__all__ = ["days_told"]


def days_told(business: Business) -> DaysTold:
    """Give what the forecasts are to know of days beforehand."""
    return DaysTold(
        country=business.country,
        events=tuple(
            Event(name=each.name, first=day_of(each.first_day), last=day_of(each.last_day), worth=each.worth)
            for each in CalendarEvent.objects.order_by("first_day", "name", "id")
        ),
        growth=None if business.growth is None else float(business.growth),
    )
