"""Messages as they are kept in the database: the English text and its facts."""

from datetime import date
from math import isfinite
from typing import Any

from perennial.core.days import day_of
from perennial.core.message import Message

__all__ = ["message_from_json", "message_to_json"]


def message_to_json(message: Message) -> dict[str, Any]:
    """Write a message as JSON: text, and facts as numbers, words or messages; dates as day numbers."""
    return {"text": message.text, "facts": {name: _plain(value) for name, value in message.facts.items()}}


def message_from_json(said: Any) -> Message:
    """Read a message back."""
    facts = {
        name: message_from_json(value) if isinstance(value, dict) and "text" in value else value
        for name, value in (said or {}).get("facts", {}).items()
    }
    return Message((said or {}).get("text", ""), facts)


def _plain(value: object) -> Any:
    if isinstance(value, Message):
        return message_to_json(value)
    if isinstance(value, date):
        return day_of(value)
    if hasattr(value, "item"):  # a NumPy number
        return _plain(value.item())
    return None if isinstance(value, float) and not isfinite(value) else value
