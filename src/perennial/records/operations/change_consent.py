"""Write down what a customer agreed to, and on what basis."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Consent, Customer, User
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.audit import note_act
from perennial.records.operations.drop_unconsented import drop_unconsented
from perennial.records.operations.outbox.cancel import cancel_of_purpose

__all__ = ["change_consent"]


@transaction.atomic
def change_consent(
    by: User | None,
    customer: Customer,
    *,
    channel: str,
    purpose: str,
    given: bool | None,
    basis: str = "",
    text_version: int | None = None,
) -> None:
    """Note that a consent was given or refused; None forgets that anything was said.

    Messages that wait and may not leave any more are cancelled at once, and so is advertising planned by
    this way.

    Parameters
    ----------
    basis
        Where it was said: a contract, a form on the site, by phone.
    text_version
        Which words were agreed to, where that is known.
    """
    which: dict[str, Any] = {"customer": customer, "channel": channel, "purpose": purpose}
    if given is None:
        Consent.objects.filter(**which).delete()
    else:
        said = {"given": given, "basis": basis.strip(), "at": timezone.now(), "text_version": text_version}
        Consent.objects.update_or_create(**which, defaults=said)
    may_not = given is False or (given is None and purpose == Purpose.ADVERTISING)
    cancelled = cancel_of_purpose(customer, channel, purpose) if may_not else 0
    dropped = drop_unconsented(customer, channel) if _stops(purpose, channel, given) else 0
    told = {name: n for name, n in (("messages", cancelled), ("lines", dropped)) if n}
    note_act(by, "consent.change", customer, channel=channel, purpose=purpose, given=given, **told)


def _stops(purpose: str, channel: str, given: bool | None) -> bool:
    """Say whether advertising by a way must stop; calls go to whoever has not refused them."""
    return purpose == Purpose.ADVERTISING and (
        given is False or (given is None and channel in {Channel.MAIL, Channel.MESSAGE})
    )
