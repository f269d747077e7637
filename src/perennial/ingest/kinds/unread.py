"""Why a cell was left empty though something is written in it; its row is kept."""

from collections.abc import Mapping
from typing import Final

from perennial.core.message import Message

__all__ = ["UNREAD"]

#: By code: ``unread_`` and the kind of cell.
UNREAD: Final[Mapping[str, Message]] = {
    "unread_day": Message("the date cannot be read"),
    "unread_moment": Message("the date cannot be read"),
    "unread_minutes": Message("the duration cannot be read"),
    "unread_phone": Message("no phone number that can be called"),
    "unread_email": Message("no e-mail address"),
    "unread_tax_id": Message("no tax number, or its check digits are wrong"),
    "unread_channel": Message("the channel is not known"),
    "unread_direction": Message("it does not say who began"),
    "unread_outcome": Message("the outcome is not known"),
    "unread_play": Message("the play is not known"),
    "unread_consent": Message("neither yes, no nor the day of consent"),
}
