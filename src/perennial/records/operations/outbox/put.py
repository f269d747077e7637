"""Have a message sent: it is written down in the transaction of whoever asks, and leaves after that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from perennial.channels.email_address import server_address
from perennial.channels.message import UnfitMessageError
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, Customer, OutboxMessage, PlannedTouch, User
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.audit import note_act, note_acts
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.outbox.compose import compose
from perennial.records.operations.outbox.send import ask_to_send
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.outbox.way_out import hash_of_way_out
from perennial.records.queries.addresses import normal_address
from perennial.records.queries.may_write import reasons_against

__all__ = ["AGAINST", "Letter", "put", "put_many"]

_SUBJECT = OutboxMessage._meta.get_field("subject").max_length or 0  # noqa: SLF001 - Django's public way
#: Why something must not be sent, by the words of `reasons_against`.
AGAINST: Mapping[str, Message] = {
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
        raise UserError(AGAINST[against].text)
    if not _is_fit(message):
        raise UserError("This is no address to which messages can be sent.")
    message.save()
    note_act(by, "message.put", letter.customer, channel=letter.channel, purpose=letter.purpose)
    in_step(ask_to_send)
    return message


@transaction.atomic
def put_many(letters: Sequence[Letter], *, not_before: datetime) -> list[OutboxMessage]:
    """Put many letters into the outbox at once; those that must not be sent are passed over.

    Parameters
    ----------
    not_before
        When they are tried first.
    """
    drawn = [_message(each) for each in letters if each.channel in SENDERS]
    against = reasons_against(drawn)
    messages = [each for each, why in zip(drawn, against, strict=True) if not why and _is_fit(each)]
    for each in messages:
        each.next_try_at = not_before
    OutboxMessage.objects.bulk_create(messages)
    told = ((each.customer, {"channel": each.channel, "purpose": each.purpose}) for each in messages)
    note_acts(None, "message.put", [(who, facts) for who, facts in told if who is not None])
    if messages:
        in_step(ask_to_send)
    return messages


def _is_fit(message: OutboxMessage) -> bool:
    """Say whether a message can be written out and has an address that servers take."""
    try:
        written = compose(message)
        if message.channel == Channel.MAIL:
            server_address(written.to)
    except UnfitMessageError:
        return False
    return True


def _message(letter: Letter) -> OutboxMessage:
    message_id = f"<{uuid4().hex}@{_domain()}>"
    is_advertising = letter.purpose == Purpose.ADVERTISING
    business = Business.current()
    return OutboxMessage(
        customer=letter.customer,
        planned=letter.planned,
        channel=letter.channel,
        purpose=letter.purpose,
        address=normal_address(letter.channel, letter.address, business.phone_region),
        subject=" ".join(letter.subject.split())[:_SUBJECT],
        text=letter.text,
        html=letter.html,
        language=letter.language or business.language,
        message_id=message_id,
        unsubscribe_hash=hash_of_way_out(message_id) if is_advertising else None,
    )


def _domain() -> str:
    try:
        address = server_address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    except UnfitMessageError:
        return "perennial.invalid"
    return address.rpartition("@")[2]
