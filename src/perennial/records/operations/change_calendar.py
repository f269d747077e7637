"""Add, change and remove events of the business's own calendar."""

from datetime import date

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import CalendarEvent, User
from perennial.records.operations.audit import note_act

__all__ = ["remove_event", "save_event"]

_LONGEST = 366  # days


@transaction.atomic
def save_event(
    *,
    by: User,
    event: CalendarEvent | None = None,
    name: str,
    first_day: date,
    last_day: date,
    worth: float | None = None,
) -> CalendarEvent:
    """Keep an event, a new one where none is given.

    Raises
    ------
    UserError
        Its days run backwards, are more than a year, or are noted for this event already.
    """
    if last_day < first_day:
        raise UserError("The last day is before the first one.")
    if (last_day - first_day).days >= _LONGEST:
        raise UserError("An event lasts a year at most.")
    same = CalendarEvent.objects.filter(name=name, first_day__lte=last_day, last_day__gte=first_day)
    if event is not None:
        same = same.exclude(pk=event.pk)
    if same.exists():
        raise UserError("Some of these days are noted for this event already.")
    row = event or CalendarEvent(created_by=by)
    row.name, row.first_day, row.last_day, row.worth = name, first_day, last_day, worth
    row.save()
    note_act(by, "calendar_event", row, days=(last_day - first_day).days + 1)
    return row


@transaction.atomic
def remove_event(*, by: User, event: CalendarEvent) -> None:
    """Remove an event."""
    note_act(by, "calendar_event.remove", event)
    event.delete()
