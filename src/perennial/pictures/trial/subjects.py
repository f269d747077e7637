"""What is on trial, at the beginning of a sentence: a play, or all touches."""

from collections.abc import Mapping

from perennial.core.message import Message

__all__ = ["subject_of"]

_SUBJECTS: Mapping[str, Message] = {
    "": Message("All our touches together"),
    "offer": Message("The offer before leaving"),
    "second": Message("The touch for a second purchase"),
    "window": Message("The touch before customers usually leave"),
    "remind": Message("The reminder"),
    "return": Message("Winning back"),
    "thank": Message("Thanking regulars"),
    "renew": Message("Asking before a known end"),
}


def subject_of(play: str) -> Message:
    """Name a play; empty stands for all of them."""
    return _SUBJECTS.get(play, _SUBJECTS[""])
