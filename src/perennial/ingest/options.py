"""What a person said about how their order log is to be read; all of it is guessed when not said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

__all__ = ["ReadingOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """The input options, the same for every command.

    `map` gives the header of a canonical column; `left_out` are columns not to be looked for, whatever the
    headers say; `date_format` is written as for `strptime`; `phone_region` is the country of phone numbers
    without a country code, as ``RU``; `delimiter` separates the cells of a text file,
    which may have only one column where `one_column` is set;
    `currency` picks the orders in one currency; `time_zone` is an IANA name; `day_start`, `as_of`,
    `keep_zero` and `keep_customers` (ids known to be one customer each) are for the cleaning that follows;
    `memory_limit` is DuckDB's, `memory_when_counted` what it becomes once the orders are counted and others
    need memory; None leaves it as it is.
    """

    map: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    date_format: str | None = None
    phone_region: str | None = None
    currency: str | None = None
    time_zone: str | None = None
    day_start: time = time(0, 0)
    as_of: date | None = None
    keep_zero: bool = False
    keep_customers: frozenset[str] = frozenset()
    sheet: str | None = None
    delimiter: str | None = None
    one_column: bool = False
    memory_limit: str = "2GB"
    memory_when_counted: str | None = None
