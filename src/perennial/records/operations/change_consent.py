"""Write down what a customer agreed to, and on what basis."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Consent, Customer, User
from perennial.records.models.words import Purpose
from perennial.records.operations.audit import note_act
from perennial.records.operations.outbox.cancel import cancel_of_purpose

__all__ = ["change_consent"]


@transaction.atomic
def change_consent(
    by: User | None, customer: Customer, *, channel: str, purpose: str, given: bool | None, basis: str = ""
) -> None:
    """Note that a consent was given or refused; None forgets that anything was said.

    Messages that wait and may not leave any more are cancelled at once.

    Parameters
    ----------
    basis
        Where it was said: a contract, a form on the site, by phone.
    """
    which: dict[str, Any] = {"customer": customer, "channel": channel, "purpose": purpose}
    if given is None:
        Consent.objects.filter(**which).delete()
    else:
        Consent.objects.update_or_create(
            **which, defaults={"given": given, "basis": basis.strip(), "at": timezone.now()}
        )
    may_not = given is False or (given is None and purpose == Purpose.ADVERTISING)
    cancelled = cancel_of_purpose(customer, channel, purpose) if may_not else 0
    told = {"messages": cancelled} if cancelled else {}
    note_act(by, "consent.change", customer, channel=channel, purpose=purpose, given=given, **told)
