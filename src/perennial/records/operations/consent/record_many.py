"""Write down at once what many customers agreed to elsewhere; what somebody has said themselves stays."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Consent, User
from perennial.records.models.words import Purpose
from perennial.records.operations.audit import note_act
from perennial.records.queries.messages.consent_waits import Narrowed, waiting_for

__all__ = ["record_many"]

_AT_ONCE = 1000


@transaction.atomic
def record_many(by: User, *, channels: Sequence[str], basis: str, day: date, narrowed: Narrowed) -> int:
    """Note that all who wait agreed to advertising by these channels; gives how many consents were noted.

    Raises
    ------
    UserError
        It is not said on what basis or by which way, or the day lies ahead.
    """
    if not basis.strip():
        raise UserError("Say where and how they agreed.")
    if not channels:
        raise UserError("Choose at least one way.")
    if day > timezone.localdate():
        raise UserError("The day on which they agreed lies ahead.")
    at = timezone.make_aware(datetime.combine(day, time(12)))
    noted = 0
    for channel in channels:
        told = {"channel": channel, "purpose": Purpose.ADVERTISING, "given": True, "at": at}
        for keys in _portions(channel, narrowed):
            Consent.objects.bulk_create(
                [Consent(customer_id=pk, basis=basis.strip()[:300], **told) for pk in keys],
                ignore_conflicts=True,
            )
            noted += len(keys)
    note_act(by, "consent.record", ways=sorted(channels), consents=noted, day=day.isoformat())
    return noted


def _portions(channel: str, narrowed: Narrowed) -> Iterator[list[int]]:
    """Give those who wait, a portion after the other; each is gone from the list once it is noted."""
    waiting = waiting_for(channel, narrowed).order_by("pk").values_list("pk", flat=True)
    while keys := list(waiting[:_AT_ONCE]):
        yield keys
