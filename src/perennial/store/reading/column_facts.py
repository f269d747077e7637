"""What only the whole column can tell: shapes, offsets, currencies, totals repeated on every row."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from collections.abc import Callable, Mapping

from perennial.ingest.currencies import currency_code
from perennial.ingest.dates import DateReading, other_order
from perennial.ingest.shapes import Shape
from perennial.ingest.zones import ZoneChoice
from perennial.store.reading.date_sql import OFFSET, text_date
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = [
    "currencies",
    "hides_offsets",
    "offsets",
    "repeats_totals",
    "shapes",
    "unread_dates",
    "unread_numbers",
    "whole_numbers_as_decimals",
]

_MOST_SHAPES = 1_000
_MOST_CURRENCIES = 200
_REPEATED = 0.9


def shapes(workspace: Workspace, column: str) -> list[Shape]:
    """Count the shapes of a text column, the commonest first."""
    rows = workspace.all(
        f"SELECT translate({column}, '012345678', '999999999') AS shape, count(*), min({column}) FROM cells "
        f"WHERE skip IS NULL AND {column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_MOST_SHAPES:d}"
    )
    return [
        Shape(shape=str(shape), rows=int(str(count)), example=str(example)) for shape, count, example in rows
    ]


def unread_dates(workspace: Workspace, reading: DateReading, column: str = "ordered_at") -> tuple[int, int]:
    """Count the cells that cannot be read day first, and month first."""
    zone = ZoneChoice(name=None)
    orders = [reading, other_order(reading)] if reading.unsure else [reading]
    unread = ", ".join(f"count(*) FILTER (({text_date(column, order, zone)}) IS NULL)" for order in orders)
    row = workspace.one(f"SELECT {unread} FROM cells WHERE skip IS NULL AND {column} IS NOT NULL")
    return int(str(row[0])), int(str(row[-1]))


def hides_offsets(workspace: Workspace, reading: DateReading, column: str = "ordered_at") -> bool:
    """Say whether some ISO dates have a zone that reading them as local clock times would pass over."""
    if not reading.iso or reading.iso_zone:
        return False
    return (
        workspace.count(f"SELECT count(*) FROM cells WHERE regexp_matches({column}, {literal(OFFSET)})") > 0
    )


def unread_numbers(workspace: Workspace, column: str) -> int:
    """Count the cells that are no bare numbers."""
    return workspace.count(
        f"SELECT count(*) FROM cells WHERE skip IS NULL AND {column} IS NOT NULL "
        f"AND try_cast({column} AS DOUBLE) IS NULL"
    )


def offsets(workspace: Workspace, column: str = "ordered_at") -> set[str]:
    """Give the different zones that are written behind times."""
    written = f"regexp_extract({column}, {literal(OFFSET)}, 1)"
    found = workspace.all(f"SELECT DISTINCT {written} FROM cells WHERE skip IS NULL LIMIT 1000")
    return {str(row[0]) for row in found if row[0]}


def currencies(workspace: Workspace, *, filled: str) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """Count rows by currency code, and give the code of each way a currency is written."""
    rows = workspace.all(
        f"SELECT currency, count(*) FROM {filled} WHERE skip IS NULL AND currency IS NOT NULL "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_MOST_CURRENCIES:d}"
    )
    codes = {str(written): currency_code(str(written)) for written, _ in rows}
    counts: dict[str, int] = {}
    for written, count in rows:
        counts[codes[str(written)]] = counts.get(codes[str(written)], 0) + int(str(count))
    return counts, codes


def repeats_totals(workspace: Workspace, amount: Callable[[str], str]) -> bool:
    """Say whether orders of several rows have the same amount on each."""
    row = workspace.one(
        "SELECT count(*), count(*) FILTER (low = high) FROM (SELECT "
        f"min({amount('amount')}) AS low, max({amount('amount')}) AS high FROM cells "
        "WHERE skip IS NULL AND order_id IS NOT NULL AND amount IS NOT NULL "
        "GROUP BY order_id HAVING count(*) > 1)"
    )
    several, same = int(str(row[0])), int(str(row[1]))
    return several > 0 and same >= _REPEATED * several


def whole_numbers_as_decimals(workspace: Workspace) -> bool:
    """Say whether all customer ids are written as 17850.0."""
    return (
        workspace.count(
            "SELECT count(*) FROM cells WHERE skip IS NULL AND customer_id IS NOT NULL "
            "AND NOT regexp_full_match(customer_id, '[0-9]+\\.0')"
        )
        == 0
    )
