"""How the dates of a whole column are read, decided from all shapes in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.date_shapes import CellReading, read_cell
from perennial.ingest.shapes import Shape

__all__ = ["DateReading", "dates_as_given", "dates_of_shapes", "other_order", "settle_order"]

_TIMES: Final = ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S")
_WORDS: Final = (
    ("yyyy", "%Y"), ("гггг", "%Y"), ("yy", "%y"), ("гг", "%y"),
    ("dd", "%d"), ("дд", "%d"), ("hh", "%H"), ("чч", "%H"), ("ss", "%S"), ("сс", "%S"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """All ways in which the cells of one date column are read, tried in this order.

    `texts` and `zoned_texts` are patterns for `strptime`; `named` and `zoned_named` likewise, after month
    names were turned into numbers. `unsure` patterns, a part of `texts` and `zoned_texts`, could be read
    with day and month exchanged; `example` is a cell of that kind.
    """

    iso: bool = False
    iso_zone: bool = False
    texts: tuple[str, ...] = ()
    zoned_texts: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    zoned_named: tuple[str, ...] = ()
    serial: bool = False
    seconds: bool = False
    millis: bool = False
    unsure: tuple[str, ...] = ()
    example: str = ""

    @property
    def zoned(self) -> bool:
        """Whether some cells are instants rather than local clock times."""
        return self.iso_zone or self.seconds or self.millis or bool(self.zoned_texts or self.zoned_named)

    @property
    def month_first(self) -> bool:
        """Whether dates in numbers are written month before day, as 12/31/2024."""
        return any(-1 < text.find("%m") < text.find("%d") < text.lower().find("%y") for text in self._written)

    @property
    def _written(self) -> tuple[str, ...]:
        return (*self.texts, *self.zoned_texts)

    @property
    def pattern(self) -> str | None:
        """The first pattern, to be shown to people; None where dates are ISO or native."""
        for patterns in (self.texts, self.zoned_texts, self.named, self.zoned_named):
            if patterns:
                return patterns[0]
        return None


def dates_of_shapes(shapes: Sequence[Shape]) -> DateReading:
    """Collect the ways to read a column from its shapes, day first where two orders are possible.

    Parameters
    ----------
    shapes
        All shapes of the column with an example each, or as many as there is room for.
    """
    readings = [(shape, reading) for shape in shapes if (reading := read_cell(shape.example))]
    kinds = {reading.kind for _, reading in readings}
    unsure = [(shape, reading) for shape, reading in readings if not reading.sure]
    return DateReading(
        iso="iso" in kinds,
        iso_zone="iso_zone" in kinds,
        texts=_patterns(readings, "text"),
        zoned_texts=_patterns(readings, "text_zone"),
        named=_patterns(readings, "named"),
        zoned_named=_patterns(readings, "named_zone"),
        serial="serial" in kinds,
        seconds="seconds" in kinds,
        millis="millis" in kinds,
        unsure=tuple(dict.fromkeys(reading.patterns[0] for _, reading in unsure)),
        example=max(unsure, key=lambda pair: pair[0].rows)[0].example if unsure else "",
    )


def dates_as_given(pattern: str) -> DateReading:
    """Read a column as `--date-format` says; a clock time may follow a format that has none.

    Raises
    ------
    UserError
        The format names no year, month and day.
    """
    written = pattern if "%" in pattern else _from_words(pattern)
    if written in {"excel", "unix", "iso"}:
        return DateReading(serial=written == "excel", seconds=written == "unix", iso=written == "iso")
    if not re.search(r"%[yY]", written) or not re.search(r"%[mbB]", written) or "%d" not in written:
        raise UserError(
            "--date-format {pattern}: write it with %Y or %y, %m and %d, for example %d.%m.%Y",
            pattern=pattern,
        )
    zoned = "%z" in written
    written = re.sub("%[bB]", "%m", written) if (named := bool(re.search("%[bB]", written))) else written
    if named:
        plain = " ".join(re.findall(r"%[a-zA-Z](?::%[A-Z])*", written))
        return DateReading(named=() if zoned else (plain,), zoned_named=(plain,) if zoned else ())
    texts = (written,) if re.search("%[HIz]", written) else tuple(written + time for time in _TIMES)
    return DateReading(texts=() if zoned else texts, zoned_texts=texts if zoned else ())


def other_order(reading: DateReading) -> DateReading:
    """Exchange day and month in every pattern that could be read either way."""

    def exchanged(patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_exchange(pattern) if pattern in reading.unsure else pattern for pattern in patterns)

    return replace(
        reading,
        texts=exchanged(reading.texts),
        zoned_texts=exchanged(reading.zoned_texts),
        unsure=exchanged(reading.unsure),
    )


def settle_order(
    reading: DateReading, *, day_first: int, month_first: int, prefer_month: bool, file: str, header: str
) -> DateReading:
    """Choose between day first and month first by what each leaves unread in the whole column.

    Parameters
    ----------
    reading
        The reading, day first.
    day_first, month_first
        Cells that cannot be read day first; month first.
    prefer_month
        Whether the export is known to write the month first, should both read all cells.

    Raises
    ------
    UserError
        Both orders read the column equally well.
    """
    if day_first < month_first:
        return replace(reading, unsure=())
    if month_first < day_first or prefer_month:
        return replace(other_order(reading), unsure=())
    raise UserError(
        "{file}: the dates in column {header}, such as {example}, can be read day first or month first; say "
        "which with --date-format, for example --date-format {day_first} or --date-format {month_first}",
        file=file,
        header=header,
        example=reading.example,
        day_first=_date_part(reading.unsure[0]),
        month_first=_date_part(_exchange(reading.unsure[0])),
    )


def _patterns(readings: Sequence[tuple[Shape, CellReading]], kind: str) -> tuple[str, ...]:
    """Collect patterns, the commonest first but years of two digits before years of four.

    ``%Y`` would read the year 24 in 01.02.24, whereas ``%y`` cannot read 01.02.2024.
    """
    found: dict[str, int] = {}
    for shape, reading in readings:
        if reading.kind == kind:
            found[reading.patterns[0]] = found.get(reading.patterns[0], 0) + shape.rows
    return tuple(sorted(found, key=lambda pattern: ("%y" not in pattern, -found[pattern])))


def _exchange(pattern: str) -> str:
    return pattern.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")


def _date_part(pattern: str) -> str:
    return re.split(r"[ T,]", pattern, maxsplit=1)[0]


def _from_words(pattern: str) -> str:
    """Read formats as spreadsheets write them: dd.mm.yyyy hh:mm."""
    text = pattern.casefold()
    for word, directive in _WORDS:
        text = text.replace(word, directive)
    date, clock, time = text.partition("%H")
    date = date.replace("mm", "%m").replace("мм", "%m")
    return date + clock + time.replace("mm", "%M").replace("мм", "%M")
