"""Reports in which the customer stands on a line of its own above the documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.headers import WORDS, normal
from perennial.ingest.layout import TOTAL_WORDS, Layout
from perennial.ingest.mapping import ColumnChoice

__all__ = ["DATED_DOCUMENT", "Grouping", "find_grouping"]

#: The name of a document and the date in it: "Реализация товаров 0000-000123 от 05.01.2024 12:30:00".
DATED_DOCUMENT: Final = (
    r"^(.*?)\s(?:от|dated|of)\s+"
    r"([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?)"
)

_FEW: Final = 0.05
_NESTED: Final = 0.2
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
    rows: Sequence[Sequence[str]], layout: Layout, choices: Mapping[str, ColumnChoice], *, file: str
) -> Grouping | None:
    """Decide whether customers stand above their documents; None where each row has its own customer.

    Parameters
    ----------
    rows
        First rows of data.
    file
        Name of the log for error sentences.

    Raises
    ------
    UserError
        Groups stand within groups, so that it is not clear which one is the customer.
    """
    dates, customers = choices.get("ordered_at"), choices.get("customer_id")
    at = _stacked(layout)
    if at is None and customers is not None:
        at = customers.positions[0]
    if at is None:
        return None
    if dates is None:
        grouping = Grouping(position=at, dated_names=True)
        dated = [bool(_DATED.search(_cell(row, at))) for row in rows if _cell(row, at) and not _is_total(row)]
        found = any(dated) and not dated[0]
    else:
        grouping = Grouping(position=at, dated_names=False)
        filled = [row for row in rows if any(row) and not _is_total(row)]
        dated = [bool(_cell(row, dates.positions[0])) for row in filled]
        stacked = customers is None or customers.positions[0] != at
        found = stacked or _customers_stand_above(filled, at, dated)
    if found:
        _refuse_nested(dated, file)
    return grouping if found else None


def _stacked(layout: Layout) -> int | None:
    """Find the column headed by a customer in the upper line and by a document in the lower one."""
    for at, (above, below) in enumerate(zip(layout.upper, layout.lower, strict=False)):
        if normal(above) in WORDS["customer_id"] and normal(below) in WORDS["order_id"]:
            return at
    return None


def _customers_stand_above(rows: Sequence[Sequence[str]], at: int, dated: Sequence[bool]) -> bool:
    """Hold when dated rows have no customer, rows with a customer have no date, and a group comes first."""
    kinds = [(bool(_cell(row, at)), date) for row, date in zip(rows, dated, strict=True)]
    groups, documents = kinds.count((True, False)), kinds.count((False, True))
    if not groups or documents < 2:
        return False
    first = next(kind for kind in kinds if kind != (False, False))
    return kinds.count((True, True)) <= _FEW * documents and first == (True, False)


def _refuse_nested(dated: Sequence[bool], file: str) -> None:
    groups = dated.count(False)
    nested = sum(not above and not below for above, below in pairwise(dated))
    if nested > _NESTED * groups:
        raise UserError(
            "{file}: groups stand within groups, so it is not clear which one is the customer; export the "
            "report with the customer in a column of its own",
            file=file,
        )


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell.strip()), "")
    return bool(_TOTAL.search(first.casefold()))


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
