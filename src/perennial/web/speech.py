"""Words for whoever asks: the language that is on, and the business's currency."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone, translation

from perennial.core.message import Message
from perennial.pictures.words import Words
from perennial.records.models import Business

__all__ = ["message_of", "message_to_json", "words_for", "words_of"]


def words_of(request: Any) -> Words:
    """Give the words of a request; one object serves all of it."""
    business = getattr(request, "business", None) or Business.current()
    return words_for(business.currency)


def words_for(currency: str, language: str | None = None) -> Words:
    """Give the words of a language (the one that is on), with this year left unnamed."""
    spoken = (language or translation.get_language() or "en").split("-")[0]
    return _words(spoken if spoken in {"en", "ru"} else "en", currency, timezone.localdate().year)


@lru_cache(maxsize=64)
def _words(language: str, currency: str, year: int) -> Words:
    return Words(language, currency or None, year=year)


def message_of(stored: Any) -> Message:
    """Read a message from JSON as `message_to_json` wrote it."""
    facts = {
        name: message_of(value) if isinstance(value, dict) and "text" in value else value
        for name, value in (stored or {}).get("facts", {}).items()
    }
    return Message((stored or {}).get("text", ""), facts)


def message_to_json(message: Message) -> dict[str, Any]:
    """Write a message as JSON: text, and facts as numbers, words or messages."""
    return {"text": message.text, "facts": {name: _plain(value) for name, value in message.facts.items()}}


def _plain(value: object) -> Any:
    if isinstance(value, Message):
        return message_to_json(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):  # a NumPy number
        return value.item()
    return value
