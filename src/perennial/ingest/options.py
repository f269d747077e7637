"""What a person said about how their order log is to be read; all of it is guessed when not said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

__all__ = ["ReadingOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """The input options, the same for every command.

    `map` gives the header of a canonical column; `date_format` is written as for `strptime`;
    `currency` picks the orders in one currency; `time_zone` is an IANA name; `day_start`, `as_of`,
    `keep_zero` and `keep_customers` (ids known to be one customer each) are for the cleaning that follows;
    `memory_limit` is DuckDB's.
    """

    map: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None
    currency: str | None = None
    time_zone: str | None = None
    day_start: time = time(0, 0)
    as_of: date | None = None
    keep_zero: bool = False
    keep_customers: frozenset[str] = frozenset()
    sheet: str | None = None
    memory_limit: str = "2GB"
