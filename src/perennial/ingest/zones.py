"""In which time zone the business's days are counted."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

__all__ = ["ZoneChoice", "choose_zone"]

_UTC_WORDS: Final = frozenset({"Z", "UTC", "GMT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChoice:
    """The business time zone.

    `name` is an IANA name or ``GMT+03:00``; None leaves clock times as they are written. `converted` says
    whether any were moved; `mixed` whether the log has several offsets; `from_utc` whether times without a
    zone are in UTC.
    """

    name: str | None
    converted: bool = False
    mixed: bool = False
    from_utc: bool = False


def choose_zone(
    wanted: str | None, offsets: Collection[str], *, instants: bool, utc_without_zone: bool
) -> ZoneChoice:
    """Choose the zone: what was asked for, else the one offset of the whole log, else UTC.

    Parameters
    ----------
    wanted
        What `--time-zone` says.
    offsets
        The different zones written in the log, such as ``+03:00``, ``+0300`` or ``Z``.
    instants
        Whether some dates are instants: they have an offset, or are seconds since 1970.
    utc_without_zone
        Whether the log says that times without a zone are in UTC.
    """
    if not instants and not utc_without_zone:
        return ZoneChoice(name=wanted)
    names = {_name(offset) for offset in offsets}
    name = wanted or (names.pop() if len(names) == 1 else "UTC")
    return ZoneChoice(
        name=name,
        converted=True,
        mixed=len({_name(offset) for offset in offsets}) > 1,
        from_utc=utc_without_zone,
    )


def _name(offset: str) -> str:
    text = offset.strip()
    if text in _UTC_WORDS:
        return "UTC"
    sign, digits = text[0], text[1:].replace(":", "").ljust(4, "0")
    return "UTC" if digits == "0000" else f"GMT{sign}{digits[:2]}:{digits[2:4]}"
