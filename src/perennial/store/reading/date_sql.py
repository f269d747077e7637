"""A `DateReading` as one SQL expression over text cells."""

from collections.abc import Sequence

from perennial.ingest.date_shapes import MONTHS, WEEKDAY
from perennial.ingest.dates import DateReading
from perennial.ingest.zones import ZoneChoice
from perennial.store.reading.sql_text import literal, literals

__all__ = ["OFFSET", "instant_in_zone", "local_in_zone", "text_date"]

#: A clock time with a zone behind it; the zone is the first group.
OFFSET = r":[0-9]{2}(?:[.,][0-9]+)?\s?(Z|UTC|GMT|[+-](?:0[0-9]|1[0-5])(?::?[0-5][0-9])?)$"

_SERIAL_OF_1970 = 25_569


def text_date(cell: str, reading: DateReading, zone: ZoneChoice) -> str:
    """Write the local business time of a text cell; NULL where it cannot be read.

    Parameters
    ----------
    cell
        SQL of the text, trimmed.
    """
    ways = [*_zoned(cell, reading, zone), *_plain(cell, reading, zone)]
    if not ways:
        return "CAST(NULL AS TIMESTAMP)"
    return ways[0] if len(ways) == 1 else f"coalesce({', '.join(ways)})"


def instant_in_zone(instant: str, zone: ZoneChoice) -> str:
    """Write the clock time of an instant (TIMESTAMP WITH TIME ZONE) in the business zone."""
    return f"({instant} AT TIME ZONE {literal(zone.name or 'UTC')})"


def local_in_zone(clock: str, zone: ZoneChoice) -> str:
    """Write a clock time without a zone in the business zone: as it is, unless the log says it is UTC."""
    if not zone.from_utc or zone.name in {None, "UTC"}:
        return clock
    return instant_in_zone(f"({clock} AT TIME ZONE 'UTC')", zone)


def _zoned(cell: str, reading: DateReading, zone: ZoneChoice) -> list[str]:
    ways = []
    if reading.zoned_texts:
        parsed = f"CAST({_parsed(cell, reading.zoned_texts)} AS TIMESTAMPTZ)"
        ways.append(instant_in_zone(parsed, zone))
    if reading.iso_zone:
        parsed = (
            f"CASE WHEN regexp_matches({cell}, {literal(OFFSET)}) THEN try_cast({cell} AS TIMESTAMPTZ) END"
        )
        ways.append(instant_in_zone(parsed, zone))
    if reading.zoned_named:
        parsed = f"CAST({_parsed(_month_numbers(cell, keep='+-'), reading.zoned_named)} AS TIMESTAMPTZ)"
        ways.append(instant_in_zone(parsed, zone))
    for wanted, low, high, unit in (
        (reading.seconds, 300_000_000, 5_000_000_000, 1),
        (reading.millis, 300_000_000_000, 5_000_000_000_000, 1_000),
    ):
        if wanted:
            number = f"try_cast({cell} AS DOUBLE)"
            parsed = f"CASE WHEN {number} BETWEEN {low} AND {high} THEN to_timestamp({number} / {unit}) END"
            ways.append(instant_in_zone(parsed, zone))
    return ways


def _plain(cell: str, reading: DateReading, zone: ZoneChoice) -> list[str]:
    ways = []
    if reading.texts:
        ways.append(_parsed(cell, reading.texts))
    if reading.iso:
        ways.append(f"try_cast({cell} AS TIMESTAMP)")
    if reading.named:
        ways.append(_parsed(_month_numbers(cell, keep=""), reading.named))
    if reading.serial:
        ways.append(_serial(f"try_cast(replace({cell}, ',', '.') AS DOUBLE)"))
    return [local_in_zone(way, zone) for way in ways]


def _parsed(cell: str, patterns: Sequence[str]) -> str:
    return f"try_strptime({cell}, [{literals(patterns)}])"


def _serial(number: str) -> str:
    """Days since 1899-12-30, to the second: a spreadsheet's fraction of a day is not exact."""
    seconds = f"CAST(round(({number} - {_SERIAL_OF_1970}) * 86400) AS BIGINT)"
    return f"CASE WHEN {number} BETWEEN 20000 AND 80000 THEN make_timestamp({seconds} * 1000000) END"


def _month_numbers(cell: str, *, keep: str) -> str:
    """Write months as numbers, and everything but clocks, zones and AM or PM as single spaces."""
    text = f"regexp_replace(lower({cell}), {literal(WEEKDAY)}, '')"
    for number, month in enumerate(MONTHS, start=1):
        text = f"regexp_replace({text}, {literal(month + '[a-zа-я]*')}, ' {number:02d} ')"
    for pattern, by in (
        (r"([0-9])(st|nd|rd|th)", r"\1 "),
        (r"([0-9])\s*(am|pm)", r"\1 \2"),
        (r"\bat\b", " "),
    ):
        text = f"regexp_replace({text}, {literal(pattern)}, {literal(by)})"
    return f"trim(regexp_replace({text}, '[^0-9:apm{keep}]+', ' ', 'g'))"
