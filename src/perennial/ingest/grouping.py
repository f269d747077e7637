"""Reports in which the customer stands on a line of its own above the documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from perennial.ingest.headers import WORDS, normal
from perennial.ingest.layout import TOTAL_WORDS, Layout
from perennial.ingest.mapping import ColumnChoice

__all__ = ["DATED_DOCUMENT", "Grouping", "find_grouping"]

#: The name of a document and the date in it: "Реализация товаров 0000-000123 от 05.01.2024 12:30:00".
DATED_DOCUMENT: Final = (
    r"^(.*?)\s(?:от|dated|of)\s+"
    r"([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?)"
)

_MANY: Final = 0.05
_TOTAL: Final = re.compile(TOTAL_WORDS)
_DATED: Final = re.compile(DATED_DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How the rows of one customer are known.

    A row without a date is a group row, and its cell at `position` is the customer of the rows below.
    `dated_names` says that the date of a row is part of the document's name in that same cell.
    """

    position: int
    dated_names: bool


def find_grouping(
    rows: Sequence[Sequence[str]], layout: Layout, choices: Mapping[str, ColumnChoice]
) -> Grouping | None:
    """Decide whether customers stand above their documents; None where each row has its own customer.

    Parameters
    ----------
    rows
        First rows of data.
    """
    stacked = _stacked(layout)
    dates = choices.get("ordered_at")
    if dates is None:
        if stacked is not None and _names_are_dated(rows, stacked):
            return Grouping(position=stacked, dated_names=True)
        return None
    customers = choices.get("customer_id")
    date_at = dates.positions[0]
    if stacked is not None and stacked != date_at:
        return Grouping(position=stacked, dated_names=False)
    if customers is None or not _customers_stand_above(rows, customers.positions[0], date_at):
        return None
    return Grouping(position=customers.positions[0], dated_names=False)


def _stacked(layout: Layout) -> int | None:
    """Find the column headed by a customer in the upper line and by a document in the lower one."""
    for at, (above, below) in enumerate(zip(layout.upper, layout.lower, strict=False)):
        if normal(above) in WORDS["customer_id"] and normal(below) in WORDS["order_id"]:
            return at
    return None


def _names_are_dated(rows: Sequence[Sequence[str]], at: int) -> bool:
    return any(_DATED.search(_cell(row, at)) for row in rows)


def _customers_stand_above(rows: Sequence[Sequence[str]], customer_at: int, date_at: int) -> bool:
    """Hold when dated rows have no customer, rows with a customer have no date, and a group comes first."""
    kinds = [
        (bool(_cell(row, customer_at)), bool(_cell(row, date_at)))
        for row in rows
        if any(_cell(row, at) for at in range(len(row))) and not _is_total(row)
    ]
    groups, documents, both = (
        kinds.count((True, False)),
        kinds.count((False, True)),
        kinds.count((True, True)),
    )
    if not groups or documents < 2:
        return False
    first = next(kind for kind in kinds if kind != (False, False))
    return both <= _MANY * documents and first == (True, False)


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell.strip()), "")
    return bool(_TOTAL.search(first.casefold()))


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
