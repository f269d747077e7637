"""A message written as mail (RFC 5322, MIME), with a way out of mailings (RFC 2369, RFC 8058)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import TypeVar

from perennial.channels.email_address import server_address
from perennial.channels.message import OutgoingMessage

__all__ = ["headers_of", "mime_of"]

M = TypeVar("M", bound=EmailMessage)
#: Encoded like words of a sentence, these would not be read by anybody any more.
_AS_THEY_ARE = frozenset({"message-id", "list-unsubscribe", "list-unsubscribe-post"})


class _Policy(EmailPolicy):
    """The library's policy, which writes long addresses of pages as they are."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() in _AS_THEY_ARE:
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _AS_THEY_ARE:
            return self.fold(name, value).encode("ascii", "backslashreplace")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep=SMTP.linesep, cte_type="7bit")


def headers_of(message: OutgoingMessage) -> Mapping[str, str]:
    """Give the headers of a message besides those of its addresses, its subject and its day."""
    way_out = {
        "List-Unsubscribe": f"<{message.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return {**message.headers, **(way_out if message.unsubscribe else {}), "Message-ID": message.message_id}


def mime_of(message: OutgoingMessage, sender: str, at: datetime, made: Callable[..., M]) -> M:
    """Write a message as mail.

    Parameters
    ----------
    sender
        Who writes, as ``crm@example.org`` or ``Nord <crm@example.org>``.
    at
        When it is sent, with its zone.
    made
        Makes the empty mail: `EmailMessage` or a class of its kind.

    Raises
    ------
    UnfitMessageError
        The address is none.
    """
    mail = made(policy=_POLICY)
    mail["From"], mail["To"], mail["Subject"] = sender, server_address(message.to), message.subject
    mail["Date"] = format_datetime(at)
    for name, value in headers_of(message).items():
        mail[name] = value
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    return mail
