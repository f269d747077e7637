"""Put a line of Today off to another day, and bring it back."""

from datetime import date

from django.db import transaction

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.records.models import PlannedTouch, User
from perennial.records.operations.audit import note_act

__all__ = ["plan_again", "snooze"]


@transaction.atomic
def snooze(planned: PlannedTouch, *, by: User, until: date, today: date) -> PlannedTouch:
    """Put an open line off until a day ahead.

    Raises
    ------
    UserError
        The day is not ahead, or the line is not open any more.
    """
    if until <= today:
        raise UserError("Choose a day after today.")
    line = _open_line(planned)
    line.snoozed_until = until
    line.save(update_fields=["snoozed_until"])
    note_act(by, "planned.snooze", line, until=day_of(until))
    return line


@transaction.atomic
def plan_again(planned: PlannedTouch, *, by: User, day: date) -> PlannedTouch:
    """Bring an open line back to a day: today undoes putting it off.

    Raises
    ------
    UserError
        The line is not open any more.
    """
    line = _open_line(planned)
    line.day, line.snoozed_until = min(line.day, day), None
    line.save(update_fields=["day", "snoozed_until"])
    note_act(by, "planned.again", line, day=day_of(day))
    return line


def _open_line(planned: PlannedTouch) -> PlannedTouch:
    line = PlannedTouch.objects.select_for_update(of=("self",)).get(pk=planned.pk)
    if line.state != PlannedTouch.State.OPEN:
        raise UserError("This line is not open any more.")
    return line
