"""A letter written out: as plain text, and the same as simple HTML in one column."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

__all__ = ["WrittenLetter", "write_letter"]

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
#: No colour is set: whoever reads in the dark keeps their own.
_PARAGRAPH = '<p style="margin:0 0 14px">{}</p>'
_ANCHOR = Markup('<a href="{0}" style="color:inherit">{0}</a>')
_WHOLE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    '<meta name="supported-color-schemes" content="light dark"><title>{subject}</title></head>'
    '<body style="margin:0;padding:24px 16px;overflow-wrap:anywhere">'
    '<div style="max-width:560px;margin:0 auto;'
    'font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif">{inner}</div></body></html>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """One letter, ready to leave.

    Attributes
    ----------
    inner
        The paragraphs as HTML, everything escaped.
    html
        The whole mail around them.
    """

    subject: str
    text: str
    inner: Markup
    html: str


def write_letter(subject: str, text: str, language: str) -> WrittenLetter:
    """Write a letter out; empty lines part paragraphs, addresses of pages become links."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    inner = Markup("\n").join(Markup(_PARAGRAPH).format(_lines(part)) for part in paragraphs)  # noqa: S704
    html = Markup(_WHOLE).format(language=language, subject=subject, inner=inner)  # noqa: S704
    return WrittenLetter(subject=subject, text=f"{text.strip()}\n", inner=inner, html=str(html))


def _lines(part: str) -> Markup:
    return Markup("<br>").join(_linked(line) for line in part.split("\n"))


def _linked(line: str) -> Markup:
    done, parts = 0, []
    for found in _LINK.finditer(line):
        parts += [escape(line[done : found.start()]), _ANCHOR.format(found[0])]
        done = found.end()
    return Markup("").join([*parts, escape(line[done:])])
