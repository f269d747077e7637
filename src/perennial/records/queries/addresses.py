"""Where customers can be written to: one form of an address, and the best of a customer's contacts."""

from collections.abc import Iterable

from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.messengers import telegram_name
from perennial.ingest.contacts.phones import normal_phone
from perennial.records.models import Contact
from perennial.records.models.words import Channel, ContactKind

__all__ = ["KINDS_OF", "contact_for", "kind_of_address", "normal_address"]

#: Kinds of contacts that a channel reaches, the best first.
KINDS_OF: dict[str, tuple[str, ...]] = {
    Channel.MAIL.value: (ContactKind.EMAIL.value,),
    Channel.MESSAGE.value: (
        ContactKind.TELEGRAM.value,
        ContactKind.WHATSAPP.value,
        ContactKind.VIBER.value,
        ContactKind.PHONE.value,
    ),
    Channel.CALL.value: (ContactKind.PHONE.value,),
}


def normal_address(channel: str, address: str, region: str | None = None) -> str:
    """Give an address in its one form; empty where messages of the channel cannot go there.

    Parameters
    ----------
    region
        Country of numbers without a country code.
    """
    if channel == Channel.MAIL:
        return normal_email(address) or ""
    return telegram_name(address) or normal_phone(address, region) or ""


def contact_for(channel: str, contacts: Iterable[Contact]) -> Contact | None:
    """Give the contact by which a customer is best reached; None where there is none.

    Parameters
    ----------
    contacts
        Of one customer, the main one first.
    """
    kinds = KINDS_OF.get(channel, ())
    usable = [each for each in contacts if each.kind in kinds and each.wrong_since is None]
    reached = [each for each in usable if normal_address(channel, each.normal or each.value)]
    return min(reached, key=lambda each: kinds.index(each.kind), default=None)


def kind_of_address(address: str, contacts: Iterable[Contact]) -> str:
    """Say of which kind an address for a messenger is, by the contacts of whom it belongs to."""
    kinds = KINDS_OF[Channel.MESSAGE]
    known = [each.kind for each in contacts if each.kind in kinds and each.normal == address]
    if known:
        return min(known, key=kinds.index)
    return ContactKind.TELEGRAM if address.startswith("@") else ContactKind.PHONE
