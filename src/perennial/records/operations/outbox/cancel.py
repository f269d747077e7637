"""Cancel messages that wait: one by hand, or all that somebody does not want any more."""

from django.db import transaction
from django.db.models import Q

from perennial.core.errors import UserError
from perennial.records.models import Customer, OutboxMessage, User
from perennial.records.models.words import Purpose
from perennial.records.operations.audit import note_act

__all__ = ["cancel", "cancel_all", "cancel_of_objector", "cancel_of_purpose"]

_State = OutboxMessage.State
_GOING = (_State.WAITING, _State.FAILED, _State.SENDING)


@transaction.atomic
def cancel(by: User | None, message: OutboxMessage) -> None:
    """Cancel one message.

    Raises
    ------
    UserError
        It has left, or will not.
    """
    if not _cancelled(Q(pk=message.pk), "by hand"):
        raise UserError("This message has left, or has been cancelled already.")
    note_act(by, "message.cancel", message.customer, channel=message.channel, purpose=message.purpose)


def cancel_of_purpose(customer: Customer, channel: str, purpose: str) -> int:
    """Cancel what waits for somebody by a channel for a purpose, after they refused it; gives how many."""
    return _cancelled(Q(customer=customer, channel=channel, purpose=purpose), "consent")


def cancel_of_objector(customer: Customer) -> int:
    """Cancel advertising, and what a forecast planned, to somebody who objects to forecasts."""
    return _cancelled(
        Q(customer=customer) & (Q(purpose=Purpose.ADVERTISING) | Q(planned__isnull=False)), "objects"
    )


def cancel_all(why: str) -> int:
    """Cancel whatever waits, as a copy of a house does that will be sending by itself."""
    return _cancelled(Q(), why)


def _cancelled(which: Q, why: str) -> int:
    waiting = OutboxMessage.objects.filter(which, state__in=_GOING)
    return waiting.update(state=_State.CANCELLED, last_error=why)
