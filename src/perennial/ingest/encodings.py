"""Which encoding a text file is in, from its first bytes."""

import codecs
import re
from typing import Final

__all__ = ["guess_encoding", "is_text", "is_utf8"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_FEW_CONTROLS: Final = 0.02  # share of a text's bytes
_CYRILLIC_WORD: Final = re.compile(r"[А-Яа-яЁё]{3,}")
_LONELY_LETTER: Final = re.compile(r"(?<=[A-Za-z])[А-Яа-яЁё]{1,2}(?=[A-Za-z\s,;.]|$)")


def guess_encoding(head: bytes, *, valid_utf8: bool) -> str:
    """Name the encoding of a file.

    Parameters
    ----------
    head
        The first bytes of the file, a few kilobytes at least where there are as many.
    valid_utf8
        Whether all bytes of the file, not only the first, are valid UTF-8.

    Returns
    -------
    ``utf-8``, ``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, ``windows-1251`` or ``windows-1252``.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if wide := _utf16_without_mark(head):
        return wide
    if valid_utf8:
        return "utf-8"
    return _single_byte(head)


def is_utf8(encoding: str) -> bool:
    """Say whether an engine that only knows UTF-8 can read the file as it is."""
    return encoding in {"utf-8", "utf-8-sig"}


def is_text(head: bytes) -> bool:
    """Say whether first bytes can be text in any of these encodings: hardly any control characters."""
    wide = any(head.startswith(mark) for mark, _ in _MARKS) or _utf16_without_mark(head) is not None
    return wide or len(_CONTROL.findall(head)) <= _FEW_CONTROLS * len(head)


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0:4096:2], head[1:4096:2]
    if not odd:
        return None
    if odd.count(0) > 0.1 * len(odd) and even.count(0) < 0.02 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.1 * len(even) and odd.count(0) < 0.02 * len(odd):
        return "utf-16-be"
    return None


def _single_byte(head: bytes) -> str:
    """Russian words mean windows-1251; single accented letters inside Latin words mean windows-1252."""
    text = head.decode("windows-1251", errors="replace")
    words = len(_CYRILLIC_WORD.findall(text))
    lonely = len(_LONELY_LETTER.findall(text))
    return "windows-1251" if words >= lonely else "windows-1252"
