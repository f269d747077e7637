"""Messages that wait to leave, and how many there are of each kind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from perennial.records.models import OutboxMessage
from perennial.records.models.words import Purpose
from perennial.records.queries.sending import house_address, next_allowed

__all__ = ["OutboxCounts", "due_messages", "outbox_counts"]

_LATELY = timedelta(days=7)
_State = OutboxMessage.State


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """Messages that wait, that failed and are tried again, and that were given up within a week."""

    waiting: int
    failed: int
    dead: int


def due_messages(at: datetime, ways: Collection[str] | None = None) -> QuerySet[OutboxMessage]:
    """Give what is to be tried by now, oldest first.

    Advertising waits in the quiet hours, and where no link back can be written.

    Parameters
    ----------
    ways
        Channels to look at; all of them where not given.
    """
    due = OutboxMessage.objects.filter(state__in=(_State.WAITING, _State.FAILED), next_try_at__lte=at)
    if ways is not None:
        due = due.filter(channel__in=ways)
    if not house_address() or next_allowed(at) > at:
        due = due.exclude(purpose=Purpose.ADVERTISING)
    return due.order_by("next_try_at", "pk")


def outbox_counts(at: datetime) -> OutboxCounts:
    """Count."""
    going = OutboxMessage.objects.filter(state__in=(_State.WAITING, _State.SENDING, _State.FAILED))
    by_state = dict(going.order_by().values_list("state").annotate(Count("id")))
    return OutboxCounts(
        waiting=by_state.get(_State.WAITING, 0) + by_state.get(_State.SENDING, 0),
        failed=by_state.get(_State.FAILED, 0),
        dead=OutboxMessage.objects.filter(state=_State.DEAD, next_try_at__gte=at - _LATELY).count(),
    )
