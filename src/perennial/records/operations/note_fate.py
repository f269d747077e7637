"""What became of a mail after it had left: it came back, or the reader called it unwanted."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from perennial.ingest.contacts.emails import normal_email
from perennial.records.models import Business, Contact, OutboxMessage
from perennial.records.models.words import Channel, ContactKind, Purpose
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.unsubscribe import unsubscribe

__all__ = ["Kind", "Told", "note_fate"]

_Fate, _State = OutboxMessage.Fate, OutboxMessage.State
#: Services that give no number back tell only the address; then the last mail there is meant.
_LATELY = timedelta(days=30)


#: `gone`: there is no such address; `returned`: it came back for another reason; `complained`: the reader
#: called it unwanted; `unsubscribed`: by the service's own link.
Kind = Literal["gone", "returned", "complained", "unsubscribed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a service told.

    Attributes
    ----------
    number
        Of the message, ours where the service kept it.
    """

    kind: Kind
    number: str
    recipient: str


@transaction.atomic
def note_fate(told: Told) -> bool:
    """Write it down; the same told twice, or of a stranger, changes nothing. Gives whether it did."""
    message = _message(told)
    if message is None:
        return False
    if told.kind == "unsubscribed":
        unsubscribe(message, _said(told.kind))
        return True
    fate = _Fate.COMPLAINED if told.kind == "complained" else _Fate.BOUNCED
    if message.fate in {fate, _Fate.COMPLAINED}:
        return False
    message.fate, message.fate_at = fate, timezone.now()
    message.save(update_fields=["fate", "fate_at"])
    if fate == _Fate.COMPLAINED:
        _refuse_all(message, told.kind)
    elif told.kind == "gone":
        _mark_wrong(message)
    return True


def _message(told: Told) -> OutboxMessage | None:
    number = told.number.strip().strip("<>")
    mails = OutboxMessage.objects.filter(channel=Channel.MAIL).select_related("customer")
    found = mails.filter(message_id=f"<{number}>").first() if number else None
    address = normal_email(told.recipient) or ""
    if found is not None or not address:
        return found
    lately = mails.filter(address=address, state=_State.SENT, sent_at__gte=timezone.now() - _LATELY)
    return lately.order_by("-sent_at", "-pk").first()


def _mark_wrong(message: OutboxMessage) -> None:
    """Write to the address no more, on whoever's card it stands."""
    there = Contact.objects.filter(kind=ContactKind.EMAIL, normal=message.address, wrong_since__isnull=True)
    there.update(wrong_since=timezone.now())
    note_act(None, "message.bounce", message.customer, channel=message.channel)


def _refuse_all(message: OutboxMessage, kind: Kind) -> None:
    """Take a complaint as a refusal of all mail."""
    unsubscribe(message, _said(kind))
    customer = message.customer
    if customer is not None and customer.erased_at is None:
        change_consent(
            None,
            customer,
            channel=Channel.MAIL,
            purpose=Purpose.SERVICE,
            given=False,
            basis=_said(kind),
        )
    note_act(None, "message.complain", customer, channel=message.channel)


def _said(kind: Kind) -> str:
    with translation.override(Business.current().language):
        if kind == "complained":
            return gettext("called an e-mail of ours unwanted")
        return gettext("refused by the mail service's link")
