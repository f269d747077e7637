"""How wide a text will be, without a browser: by the widest of the usual fonts, so that others fit too."""

import re
from typing import Final

__all__ = ["shortened", "text_width", "wrapped"]

#: Widths of DejaVu Sans in hundredths of the font size, rounded up.
_WIDTHS: Final = {
    30: "\u202f'ijlIJ",
    36: " ,.·\u00a0/:;\\|f-",
    42: "()[]t!r",
    50: '"*_`–',
    56: "szcсэLгз?",
    60: "FkтvxyвухчьPРкя",
    64: "TYao«»ГТУаоeбеёESbdghnpquЕрЁ$0123456789{}Зл",
    70: "ийнпKAVАцBRXZБВХЧЬЯдCСЭъК",
    79: "UHNИЙЛНПмDG&ДЦOQОы",
    86: "wЪ#+<=>^~×↻↘→юфMМФ",
    95: "Ыжшщ%m",
}
_WIDTH: Final = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_WIDEST: Final = 110
_BOLD: Final = 1.14


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Give a width in pixels that the text will not exceed.

    Parameters
    ----------
    size
        Of the font, in pixels.
    """
    hundredths = sum(_WIDTH.get(sign, _WIDEST) for sign in text)
    return hundredths * size / 100 * (_BOLD if bold else 1.0)


def shortened(text: str, size: float, most: float, *, bold: bool = False) -> str:
    """Cut a text to a width, with an ellipsis where something is missing."""
    if text_width(text, size, bold=bold) <= most:
        return text
    while text and text_width(text.rstrip() + "…", size, bold=bold) > most:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, size: float, most: float, *, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """Break a text at blanks and hyphens into lines of at most a width; the last is cut if more is left."""
    made: list[str] = []
    left = re.split(r"(?<=[ -])", text)
    while left and len(made) < lines - 1:
        taken = 1
        while taken < len(left) and _fits("".join(left[: taken + 1]), size, most, bold=bold):
            taken += 1
        made.append(shortened("".join(left[:taken]).strip(), size, most, bold=bold))
        left = left[taken:]
    if left:
        made.append(shortened("".join(left).strip(), size, most, bold=bold))
    return tuple(made)


def _fits(text: str, size: float, most: float, *, bold: bool) -> bool:
    return text_width(text.strip(), size, bold=bold) <= most
