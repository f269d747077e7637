"""Sends messages by Django's mail connection, whichever is set: SMTP, or a service by way of Anymail."""

from email.message import EmailMessage
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from perennial.channels.answers import of_fault, of_http
from perennial.channels.email_address import server_address
from perennial.channels.message import OutgoingMessage
from perennial.channels.mime import headers_of, mime_of
from perennial.channels.sender import Undelivered, UndeliveredError

__all__ = ["NUMBER", "MailSender"]

#: By this name a service keeps the number of a message along with it.
NUMBER = "perennial"

_NOT_LET_IN = frozenset({401, 402, 403})


class MailSender:
    """One connection for many messages; it is opened when the first one goes."""

    def __init__(self) -> None:
        self._connection: Any = None

    def send(self, message: OutgoingMessage) -> None:
        """Hand a message over.

        Raises
        ------
        UndeliveredError
            It has not been taken.
        """
        try:
            mail = _Mail(message)
            if self._connection is None:
                self._connection = get_connection(fail_silently=False)
                self._connection.open()
            taken = self._connection.send_messages([mail])
        except Exception as fault:  # of any mail program
            told = _read(fault)
            if told.fate == "closed":
                self.close()
            raise UndeliveredError(told) from fault
        if not taken:
            raise UndeliveredError(Undelivered(fate="later", why="not taken"))

    def close(self) -> None:
        """Let the connection go; one that is broken already is gone."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:
                return


class _Written(EmailMessage):
    """Mail of the standard library, asked for its bytes as Django asks."""

    def as_bytes(self, unixfrom: bool = False, policy: Any = None, *, linesep: str = "") -> bytes:
        del linesep  # its policy says CRLF already
        return super().as_bytes(unixfrom, policy)


class _Mail(EmailMultiAlternatives):
    """A message as Django's mail programs take it: the whole mail for SMTP, its parts for all others."""

    def __init__(self, message: OutgoingMessage) -> None:
        self._written = mime_of(message, settings.DEFAULT_FROM_EMAIL, timezone.now(), _Written)
        super().__init__(
            message.subject, message.text, to=[server_address(message.to)], headers=dict(headers_of(message))
        )
        #: Given back by services with what they tell of a mail later; their own numbers are others.
        self.metadata = {NUMBER: message.message_id}
        if message.html:
            self.attach_alternative(message.html, "text/html")

    def message(self, **asked: Any) -> Any:
        """Give the mail as it was written."""
        del asked
        return self._written


def _read(fault: Exception) -> Undelivered:
    if isinstance(fault, AnymailRecipientsRefused):
        return Undelivered(fate="never", why="refused")
    status = getattr(fault, "status_code", None) if isinstance(fault, AnymailAPIError) else None
    if status in _NOT_LET_IN:
        return Undelivered(fate="closed", why=f"http {status}")
    return (of_http(status) if status else None) or of_fault(fault)
