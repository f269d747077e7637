"""Have a message sent: it is written down in the transaction of whoever asks, and leaves after that."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from perennial.channels.email_address import server_address
from perennial.channels.message import UnfitMessageError
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.contacts.emails import normal_email
from perennial.records.models import Business, Customer, OutboxMessage, PlannedTouch, User
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.audit import note_act
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.outbox.compose import compose
from perennial.records.operations.outbox.send import ask_to_send
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.outbox.way_out import hash_of_way_out
from perennial.records.queries.may_write import reasons_against

__all__ = ["Letter", "put"]

_SUBJECT = OutboxMessage._meta.get_field("subject").max_length or 0  # noqa: SLF001 - Django's public way
_AGAINST: Mapping[str, Message] = {
    "address": Message("This is no address to which messages can be sent."),
    "suppressed": Message("This address belongs to somebody who was erased; nothing is sent there."),
    "nobody": Message("Advertising goes only to customers who agreed to it."),
    "erased": Message("This customer has been erased; nothing is sent to them."),
    "merged": Message("This customer has been merged into another; write to that one."),
    "objects": Message("This customer objects to forecasts; nothing that comes of one is sent to them."),
    "consent": Message("This customer has not agreed to such messages."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be said to whom.

    Attributes
    ----------
    customer
        None where it goes to somebody who is no customer; such a message is never advertising.
    language
        Of the text; empty stands for the language of the business.
    planned
        The planned touch that it carries out.
    """

    customer: Customer | None
    purpose: str
    address: str
    subject: str
    text: str
    html: str = ""
    language: str = ""
    channel: str = Channel.MAIL
    planned: PlannedTouch | None = None


@transaction.atomic
def put(by: User | None, letter: Letter) -> OutboxMessage:
    """Put a letter into the outbox; it leaves once this is committed and sending is on.

    Raises
    ------
    UserError
        There is no way for this channel, or it must not be sent to them.
    """
    if letter.channel not in SENDERS:
        raise UserError("Messages cannot be sent by this channel yet.")
    message = _message(letter)
    (against,) = reasons_against([message])
    if against:
        raise UserError(_AGAINST[against].text)
    try:
        server_address(compose(message).to)
    except UnfitMessageError:
        raise UserError("This is no address to which messages can be sent.") from None
    message.save()
    note_act(by, "message.put", letter.customer, channel=letter.channel, purpose=letter.purpose)
    in_step(ask_to_send)
    return message


def _message(letter: Letter) -> OutboxMessage:
    message_id = f"<{uuid4().hex}@{_domain()}>"
    is_advertising = letter.purpose == Purpose.ADVERTISING
    return OutboxMessage(
        customer=letter.customer,
        planned=letter.planned,
        channel=letter.channel,
        purpose=letter.purpose,
        address=normal_email(letter.address) or "",
        subject=" ".join(letter.subject.split())[:_SUBJECT],
        text=letter.text,
        html=letter.html,
        language=letter.language or Business.current().language,
        message_id=message_id,
        unsubscribe_hash=hash_of_way_out(message_id) if is_advertising else None,
    )


def _domain() -> str:
    try:
        address = server_address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    except UnfitMessageError:
        return "perennial.invalid"
    return address.rpartition("@")[2]
