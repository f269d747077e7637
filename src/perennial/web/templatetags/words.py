"""Sentences, facts and strips in templates, written by `pictures.words` in the language that is on."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from perennial.core.message import Message
from perennial.pictures.strip import Rhythm, rhythm_strip
from perennial.pictures.words import Words
from perennial.web.speech import message_of, words_for

__all__ = ["register"]

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Any, sentence: Any, **facts: Any) -> str:
    """Write a message (a `Message`, its JSON, or an English template) plainly."""
    return _words(context).say(_message(sentence), **facts)


@register.simple_tag(takes_context=True)
def mark(context: Any, sentence: Any, **facts: Any) -> SafeString:
    """Write a message with its figures in bold."""
    written = _words(context).mark(_message(sentence), **facts)
    return mark_safe(str(written))  # noqa: S308 - `Words.mark` escapes every part


@register.simple_tag(takes_context=True)
def strip(context: Any, rhythm: Rhythm | None) -> str:
    """Draw a rhythm strip; nothing where there is no purchase yet."""
    return SafeString("") if rhythm is None else mark_safe(str(rhythm_strip(rhythm, _words(context))))  # noqa: S308


@register.simple_tag(takes_context=True)
def fact(context: Any, value: Any, kind: str) -> str:
    """Write one fact of a kind (`money`, `date`, `percent`, `days`, ...); empty where it is not known."""
    return "" if value is None else _words(context).fact(value, kind)


def _words(context: Any) -> Words:
    words = context.get("words")
    return words if isinstance(words, Words) else words_for("")


def _message(sentence: Any) -> Message | str:
    return message_of(sentence) if isinstance(sentence, dict) else sentence
