"""A row of the outbox as the message that leaves; advertising says how to get no more of it."""

from html import escape

from perennial.channels.message import OutgoingMessage
from perennial.pictures.words import Words
from perennial.records.models import Contact, OutboxMessage
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.outbox.way_out import unsubscribe_page
from perennial.records.queries.addresses import kind_of_address

__all__ = ["compose"]

_END = "</body>"


def compose(message: OutboxMessage) -> OutgoingMessage:
    """Write a message out; the same row gives the same message each time.

    Raises
    ------
    UnfitMessageError
        Something that stands in one line holds another.
    """
    page = unsubscribe_page(message.message_id) if message.purpose == Purpose.ADVERTISING else ""
    said = Words(message.language if message.language in {"en", "ru"} else "en").say(
        "No more of these messages:"
    )
    by_mail = message.channel == Channel.MAIL
    end = f"\n\n-- \n{said} {page}\n" if by_mail else f"\n\n{said} {page}"
    return OutgoingMessage(
        to=message.address,
        subject=message.subject,
        text=f"{message.text.rstrip()}{end}" if page else message.text,
        html=_with_link(message.html, said, page) if page and message.html else message.html,
        message_id=message.message_id,
        unsubscribe=page,
        data={} if by_mail else _told(message),
    )


def _told(message: OutboxMessage) -> dict[str, str | int | None]:
    """Give what a gateway is told besides the text."""
    contacts = Contact.objects.filter(customer=message.customer_id) if message.customer_id else ()
    gift = message.planned.gift if message.planned else None
    return {
        "kind": kind_of_address(message.address, contacts),
        "customer_id": message.customer_id,
        "code": gift.code if gift else "",
        "language": message.language,
        "purpose": message.purpose,
    }


def _with_link(html: str, said: str, page: str) -> str:
    page = escape(page)
    anchor = f'<a href="{page}" style="color:inherit">{page}</a>'
    link = f'<p style="overflow-wrap:anywhere"><small>{escape(said)} {anchor}</small></p>'
    before, end, after = html.rpartition(_END)
    return f"{before}{link}{end}{after}" if end else f"{html}{link}"
