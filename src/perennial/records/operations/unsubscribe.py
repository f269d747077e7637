"""Take somebody at their word who wants no more advertising: by the link in a message, without signing in."""

from django.db import transaction

from perennial.records.models import Consent, Customer, OutboxMessage
from perennial.records.models.words import Purpose
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_consent import change_consent

__all__ = ["unsubscribe", "wants_none"]

_ADVERTISING = Purpose.ADVERTISING


@transaction.atomic
def unsubscribe(message: OutboxMessage, basis: str) -> None:
    """Note that who got a message refuses advertising by its channel; what waits for them is cancelled.

    Whoever was erased is written to no more in any case, and so is who is no customer.

    Parameters
    ----------
    basis
        Words that say how we know.
    """
    customer = _living(message)
    if customer is None or wants_none(message):
        return
    change_consent(None, customer, channel=message.channel, purpose=_ADVERTISING, given=False, basis=basis)
    note_act(None, "message.unsubscribe", customer, channel=message.channel)


def wants_none(message: OutboxMessage) -> bool:
    """Say whether who got a message has refused already."""
    customer = _living(message)
    refused = Consent.objects.filter(channel=message.channel, purpose=_ADVERTISING, given=False)
    return customer is not None and refused.filter(customer=customer).exists()


def _living(message: OutboxMessage) -> Customer | None:
    """Give the customer, or the one into whom they were merged."""
    customer = message.customer
    while customer is not None and customer.merged_into is not None:
        customer = customer.merged_into
    return customer if customer is not None and customer.erased_at is None else None
