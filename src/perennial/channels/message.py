"""A message that is to leave: whole, checked, and the same each time it is tried."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from perennial.core.errors import PerennialError

__all__ = ["OutgoingMessage", "UnfitMessageError"]

_ONE_LINE = ("to", "subject", "message_id", "unsubscribe")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_MESSAGE_ID = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")


class UnfitMessageError(PerennialError):
    """A message that cannot be sent as it is, however often it is tried; names the part, not what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """One message to one address.

    Attributes
    ----------
    to
        Where it goes: an e-mail address, a phone number or a name in a messenger.
    text, html
        The same said twice; a message without `html` is plain.
    message_id
        ``<left@right>``; the same at each try, so that whoever gets it twice can tell.
    unsubscribe
        Address of the page by which who gets it wants no more of its kind; empty where there is none.
    headers
        More headers by name.
    data
        What a gateway for messengers is told besides.

    Raises
    ------
    UnfitMessageError
        Something that stands in one line holds another line, or is missing.
    """

    to: str
    subject: str
    text: str
    message_id: str
    html: str = ""
    unsubscribe: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str | int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See that nothing in it can be taken for a header of its own."""
        for name in _ONE_LINE:
            if _CONTROL.search(getattr(self, name)):
                raise UnfitMessageError(f"{name} holds more than one line")
        if not _MESSAGE_ID.fullmatch(self.message_id):
            raise UnfitMessageError("message_id is none")
        if not (self.unsubscribe == "" or re.fullmatch(r"https?://[^\s<>]+", self.unsubscribe)):
            raise UnfitMessageError("unsubscribe is no address of a page")
        for name, value in self.headers.items():
            if not _NAME.fullmatch(name) or _CONTROL.search(value):
                raise UnfitMessageError("a header holds more than one line")
