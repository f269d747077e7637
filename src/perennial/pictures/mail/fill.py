"""Placeholders in the words to a customer: which there are, and how they are filled."""

import re
from collections.abc import Mapping

from perennial.core.errors import UserError

__all__ = ["PLACEHOLDERS", "check_words", "fill_line", "fill_words"]

#: What may stand in braces.
PLACEHOLDERS = ("name", "business", "seller", "offer", "code", "last_order", "product")
_PLACE = re.compile(r"\{([^{}]*)\}")
_SEVERAL_EMPTY = re.compile(r"\n{3,}")


def check_words(text: str) -> None:
    """See that only known placeholders stand in a text, each with both its braces.

    Raises
    ------
    UserError
        Another one does.
    """
    for name in _PLACE.findall(text):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            raise UserError(
                "{wrong} is no placeholder. These are: {known}.", wrong=f"{{{name}}}", known=known
            )
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise UserError("A brace stands alone: a placeholder is written as {example}.", example="{name}")


def fill_words(text: str, facts: Mapping[str, str]) -> str:
    """Fill placeholders; a line that names something unknown of this customer is left out."""
    lines = [_filled(line, facts) for line in text.replace("\r\n", "\n").split("\n")]
    told = "\n".join(line for line in lines if line is not None)
    return _SEVERAL_EMPTY.sub("\n\n", told).strip()


def fill_line(text: str, facts: Mapping[str, str], otherwise: str) -> str:
    """Fill the placeholders of one line; where something is unknown, give other words."""
    return " ".join((_filled(text, facts) or otherwise).split())


def _filled(line: str, facts: Mapping[str, str]) -> str | None:
    if any(not facts.get(name, "").strip() for name in _PLACE.findall(line)):
        return None
    return _PLACE.sub(lambda found: facts[found[1]].strip(), line)
