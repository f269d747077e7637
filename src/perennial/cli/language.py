"""Which language the command line speaks, and a sentence put into it."""

import os
from collections.abc import Callable, Sequence
from itertools import pairwise

from perennial.core.message import Message

__all__ = ["LANGUAGES", "Say", "default_language", "language_of", "speaker", "translated"]

#: Puts an English text of the help into the language that was asked for.
Say = Callable[[str], str]

LANGUAGES = ("en", "ru")


def default_language() -> str:
    """Give the language set by PERENNIAL_LANGUAGE, else English."""
    chosen = os.environ.get("PERENNIAL_LANGUAGE", "en")[:2].lower()
    return chosen if chosen in LANGUAGES else "en"


def language_of(arguments: Sequence[str]) -> str:
    """Find the language in arguments that may not even parse, so that errors are told in it too."""
    for given, following in pairwise([*arguments, ""]):
        chosen = following if given == "--lang" else given.removeprefix("--lang=")
        if given.startswith("--lang") and chosen in LANGUAGES:
            return chosen
    return default_language()


def speaker(language: str) -> Say:
    """Give what puts help texts into a language; English needs no catalogue, so its help is quick."""
    if language == "en":
        return str
    from perennial.pictures.words import Words

    return Words(language).say


def translated(message: Message, language: str) -> str:
    """Write a sentence in a language."""
    from perennial.pictures.words import Words

    return Words(language).say(message)
