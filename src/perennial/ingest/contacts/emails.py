"""E-mail addresses in one form: trimmed, in lower case, and such as could exist."""

import re
from typing import Final

__all__ = ["normal_email"]

_BETWEEN: Final = re.compile(r"[;,|\s]+")
_AROUND: Final = "<>()[]\"'."
_PLAUSIBLE: Final = re.compile(
    r"(?!\.)(?:(?!\.\.)[^@<>\"()\[\]\\:])+(?<!\.)@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]+"
)
#: The longest address that mail can carry (RFC 5321, section 4.5.3.1).
_LONGEST: Final = 254


def normal_email(text: str) -> str | None:
    """Give the first address in a cell; None where no part of it looks like one.

    Parameters
    ----------
    text
        The cell as it is written: ``Ann <Ann@Shop.example>``, ``mailto:`` links and lists are read.
    """
    return next(iter(filter(None, map(_address, _BETWEEN.split(text)))), None)


def _address(part: str) -> str | None:
    bare = part.strip(_AROUND).casefold().removeprefix("mailto:").partition("?")[0]
    return bare if len(bare) <= _LONGEST and _PLAUSIBLE.fullmatch(bare) else None
