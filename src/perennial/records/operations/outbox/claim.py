"""Take messages up for sending, and put back those of a worker that died; each in a short transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from perennial.channels.retry import RETRY
from perennial.records.models import OutboxMessage
from perennial.records.queries.may_write import reasons_against
from perennial.records.queries.outbox import due_messages

__all__ = ["Claimed", "claim", "release", "take_back"]

_State = OutboxMessage.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Messages to send now, by their keys, and how many were looked at: some must not leave any more."""

    keys: tuple[int, ...]
    looked_at: int


@transaction.atomic
def claim(at: datetime, most: int, ways: Collection[str] | None = None) -> Claimed:
    """Mark messages that are due as being sent; those that must not leave any more are cancelled.

    Parameters
    ----------
    ways
        Channels by which messages can leave now; all of them where not given.
    """
    due = list(due_messages(at, ways).select_for_update(skip_locked=True, of=("self",))[:most])
    against = dict(zip((each.pk for each in due), reasons_against(due), strict=True))
    for why in set(against.values()) - {""}:
        ids = [pk for pk, each in against.items() if each == why]
        OutboxMessage.objects.filter(pk__in=ids).update(state=_State.CANCELLED, last_error=why)
    keys = tuple(pk for pk, why in against.items() if not why)
    OutboxMessage.objects.filter(pk__in=keys).update(state=_State.SENDING, attempts=F("attempts") + 1)
    return Claimed(keys=keys, looked_at=len(due))


@transaction.atomic
def take_back(at: datetime) -> None:
    """Put back what is marked as being sent; call it as the only sender, so that nobody sends it.

    It is not known of them whether they left: they are sent again under the same number. A message during
    which worker after worker died is given up.
    """
    left = OutboxMessage.objects.filter(state=_State.SENDING)
    left.filter(attempts__gte=RETRY.tries).update(
        state=_State.DEAD, last_error="the worker died", next_try_at=at
    )
    left.update(state=_State.WAITING, next_try_at=at)


def release(keys: tuple[int, ...]) -> None:
    """Put back what was taken up and not tried."""
    waiting = OutboxMessage.objects.filter(pk__in=keys, state=_State.SENDING)
    waiting.update(state=_State.WAITING, attempts=F("attempts") - 1)
