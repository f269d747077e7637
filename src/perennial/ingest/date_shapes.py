"""How one cell that may be a date can be read: its pattern for `strptime`, or two patterns."""

import re
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["MONTHS", "WEEKDAY", "CellReading", "read_cell"]

#: `iso` and `iso_zone` need no pattern; `named` has the month as a word; numbers count days or seconds.
DateKind = Literal[
    "iso", "iso_zone", "text", "text_zone", "named", "named_zone", "serial", "seconds", "millis"
]

#: Beginnings of month names as regular expressions over lower-case text, January first.
MONTHS: Final = (
    "(?:jan|янв)", "(?:feb|фев)", "(?:mar|мар)", "(?:apr|апр)", "(?:may|ма[йя])", "(?:jun|июн)",
    "(?:jul|июл)", "(?:aug|авг)", "(?:sep|сен)", "(?:oct|окт)", "(?:nov|ноя)", "(?:dec|дек)",
)  # fmt: skip

#: A day of the week before a date.
WEEKDAY: Final = (
    r"^(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|пон|втор|сред|четв|пят|суб|воск)[a-zа-я]*[.,]*\s+"
)

#: A clock time, AM or PM, and a zone, which only stands behind a clock time.
_CLOCK: Final = (
    r"(?:(?P<time>(?:[ T]|, ?|\s+(?:at|в)\s+)\d{1,2}:\d{2}(?P<seconds>:\d{2}(?P<fraction>[.,]\d{1,9})?)?)"
    r"(?P<half>\s?[AaPp][Mm])?(?P<zone>\s?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?"
)
_ISO: Final = re.compile(r"\d{4}(?P<sep>[-/])\d{1,2}(?P=sep)\d{1,2}" + _CLOCK)
_YEAR_FIRST: Final = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}" + _CLOCK)
_NUMERIC: Final = re.compile(r"\d{1,2}(?P<sep>[-./])\d{1,2}(?P=sep)(?P<year>\d{4}|\d{2})" + _CLOCK)
_TAIL: Final = r"(?:\s?г\.?|\s?года)?" + _CLOCK
_NAME: Final = r"(?:" + "|".join(MONTHS) + r")[a-zа-я]*\.?"
_DAY_NAME: Final = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?[\s.-]?\s?" + _NAME + r"[\s.,-]\s?(?P<year>\d{4}|\d{2})" + _TAIL, re.IGNORECASE
)
_NAME_DAY: Final = re.compile(
    _NAME + r"[\s-]\d{1,2}(?:st|nd|rd|th)?,?\s(?P<year>\d{4})" + _TAIL, re.IGNORECASE
)
_COMPACT: Final = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_NUMBER: Final = re.compile(r"(?P<whole>\d+)(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """One way to read a cell.

    `patterns` are for `strptime`; a second one, where there is one, reads the same text month first.
    `sure` is false where only other cells can tell which of the two holds.
    """

    kind: DateKind
    patterns: tuple[str, ...] = ()
    sure: bool = True


def read_cell(cell: str) -> CellReading | None:
    """Say how a cell can be read as a date; None where it cannot."""
    text = cell.strip()
    if match := _ISO.fullmatch(text):
        return _iso(match)
    if match := _YEAR_FIRST.fullmatch(text):
        return _text(match, ("%Y.%m.%d",))
    if match := _NUMERIC.fullmatch(text):
        return _numeric(match)
    if text[:1].isdigit() and _NUMBER.fullmatch(text):
        return _number(text)
    return _named(re.sub(WEEKDAY, "", text.casefold()))


def _iso(match: re.Match[str]) -> CellReading:
    if match["half"] is not None:
        return _text(match, (f"%Y{match['sep']}%m{match['sep']}%d",))
    if match["zone"] is None:
        return CellReading(kind="iso")
    if re.fullmatch(r"\s[+-].*|[+-]\d{4}", match["zone"]):
        separator = "T" if "T" in match["time"] else " "
        return _text(match, (f"%Y{match['sep']}%m{match['sep']}%d",), separator=separator)
    return CellReading(kind="iso_zone")


def _numeric(match: re.Match[str]) -> CellReading:
    sep, year = match["sep"], "%Y" if len(match["year"]) == 4 else "%y"
    day_first, month_first = f"%d{sep}%m{sep}{year}", f"%m{sep}%d{sep}{year}"
    # With dots the day comes first wherever people write dates so.
    return _text(match, (day_first,) if sep == "." else (day_first, month_first))


def _text(match: re.Match[str], dates: tuple[str, ...], *, separator: str | None = None) -> CellReading:
    tail = _clock(match, separator=separator)
    zone = match["zone"]
    if zone is not None:
        tail += (" " if zone.startswith(" ") else "") + ("%z" if zone.strip()[0] in "+-" else zone.strip())
    kind: DateKind = "text_zone" if zone is not None else "text"
    return CellReading(kind=kind, patterns=tuple(date + tail for date in dates), sure=len(dates) == 1)


def _clock(match: re.Match[str], *, separator: str | None) -> str:
    if match["time"] is None:
        return ""
    lead = separator or re.match(r"\D+", match["time"])[0]  # type: ignore[index]  # the time begins so
    half = match.groupdict().get("half")
    clock = "%I:%M" if half else "%H:%M"
    clock += ":%S" if match["seconds"] else ""
    if match["fraction"]:
        clock += match["fraction"][0] + "%f"
    return lead + clock + ((" " if half.startswith(" ") else "") + "%p" if half else "")


def _named(text: str) -> CellReading | None:
    """Month names become numbers and all else but clocks and zones single spaces before this is read."""
    for expression, date in ((_DAY_NAME, "%d %m "), (_NAME_DAY, "%m %d ")):
        if match := expression.fullmatch(text):
            clock = _clock(match, separator=" ").replace(" %p", "%p").replace("%p", " %p")
            zone = match["zone"]
            tail = clock + (" %z" if zone and zone.strip()[0] in "+-" else "")
            year = "%Y" if len(match["year"]) == 4 else "%y"
            return CellReading(kind="named_zone" if zone else "named", patterns=(date + year + tail,))
    return None


def _number(text: str) -> CellReading | None:
    value = float(text.replace(",", "."))
    if _COMPACT.fullmatch(text):
        return CellReading(kind="text", patterns=("%Y%m%d",))
    if 20_000 <= value < 80_000:
        return CellReading(kind="serial")
    if 300_000_000 <= value < 5_000_000_000:
        return CellReading(kind="seconds")
    if 300_000_000_000 <= value < 5_000_000_000_000:
        return CellReading(kind="millis")
    return None
