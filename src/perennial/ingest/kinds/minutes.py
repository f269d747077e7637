"""How long a touch took: ``3:25``, ``3,5``, ``1:02:03``, ``205 sec``, in minutes."""

import re
from typing import Final

__all__ = ["is_in_seconds", "minutes_of"]

_CLOCK: Final = re.compile(r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,4}):(?P<seconds>\d{2})(?:[.,]\d+)?")
_PLAIN: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>sec\w*|s|сек\w*|с|min\w*|m|мин\w*|м|h|hours?|ч|час\w*)?\.?"
)
_SECONDS: Final = re.compile(r"\b(?:seconds?|secs?|s|сек\w*|с)\b")
#: A touch of more than a day is a mistake of writing.
_LONGEST: Final = 24 * 60.0


def minutes_of(cell: str, *, in_seconds: bool = False) -> float | None:
    """Read a duration.

    Parameters
    ----------
    cell
        A clock of two parts is minutes and seconds, of three hours too; or a number with or without a unit.
    in_seconds
        Whether the header says that bare numbers are seconds.

    Returns
    -------
    float or None
        Minutes, from 0 to a day; None where the cell cannot be read.
    """
    text = cell.strip().casefold()
    if clock := _CLOCK.fullmatch(text):
        found = 60 * int(clock["hours"] or 0) + int(clock["minutes"]) + int(clock["seconds"]) / 60
    elif plain := _PLAIN.fullmatch(text):
        found = float(plain["number"].replace(",", ".")) * _factor(plain["unit"] or "", in_seconds=in_seconds)
    else:
        return None
    return found if found <= _LONGEST else None


def is_in_seconds(words: str) -> bool:
    """Say whether a header (reduced to words) names seconds."""
    return bool(_SECONDS.search(words))


def _factor(unit: str, *, in_seconds: bool) -> float:
    if unit.startswith(("s", "с")) or (in_seconds and not unit):
        return 1 / 60
    return 60.0 if unit.startswith(("h", "ч")) else 1.0
