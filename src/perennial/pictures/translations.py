"""Sentences in other languages, read from the catalogues that lie beside this file."""

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

__all__ = ["LANGUAGES", "catalogue", "translation"]

#: English is the language of the templates themselves and has no catalogue.
LANGUAGES = ("en", "ru")

#: A dash must not begin a line.
_DASH = "\N{NO-BREAK SPACE}— "


def translation(language: str, text: str) -> str:
    """Give the template in a language; the English one where it has no translation."""
    return text if language == "en" else catalogue(language).get(text, text)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Read all templates of a language, from every ``.po`` file in its folder.

    Raises
    ------
    ValueError
        Two files translate one sentence differently.
    """
    folder = files("perennial.pictures") / "locale" / language
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".po"):
            _add(found, entry.read_bytes(), entry.name, language)
    return found


def _add(found: dict[str, str], content: bytes, name: str, language: str) -> None:
    for message in read_po(BytesIO(content), locale=language, abort_invalid=True):
        if not message.id or not message.string:
            continue
        text, translated = str(message.id), str(message.string).replace(" — ", _DASH)
        if found.setdefault(text, translated) != translated:
            raise ValueError(f"{name} translates {text!r} otherwise than another catalogue")
