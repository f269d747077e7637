"""The SQL of one canonical column over the cells of a source, as written but trimmed."""

from typing import Literal

from perennial.ingest.columns import DAYS
from perennial.ingest.grouping import DATED_DOCUMENT
from perennial.ingest.plan import ReadingPlan
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.sql_text import literal, literals

__all__ = ["ColumnType", "cell_text", "column_sql", "column_type", "ids_are_odd", "said", "trimmed"]

ColumnType = Literal["date", "instant", "number", "text"]

_BLANKS = " \t\r\n\u00a0\u202f\u2009\u3000\ufeff"
_NO_CUSTOMER = ("nan", "NaN", "null", "NULL", "None", "none", "n/a", "N/A", "#N/A", "\\N", "<NA>")
_DATE_TYPES = ("DATE", "TIMESTAMP")
_FRACTIONS = ("FLOAT", "DOUBLE")
_NUMBER_TYPES = (*_FRACTIONS, "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "U")
_NUMBERS = frozenset({"amount", "refunded_amount", "unit_price", "quantity"})


def column_type(name: str, table: SourceTable, plan: ReadingPlan) -> ColumnType:
    """Say what a column is in the source itself; text where it must still be understood."""
    positions = plan.choices[name].positions
    kind = table.types[positions[0]]
    is_dated = name == "ordered_at" or name in DAYS
    if is_dated and len(positions) == 1 and kind.startswith(_DATE_TYPES):
        return "instant" if "WITH TIME ZONE" in kind else "date"
    if name in _NUMBERS and kind.startswith(_NUMBER_TYPES):
        return "number"
    return "text"


def column_sql(name: str, table: SourceTable, plan: ReadingPlan) -> str:
    """Write a column: typed as it is, or text without blanks around it, NULL where there is nothing."""
    positions = plan.choices[name].positions
    if plan.grouping is not None and plan.grouping.dated_names and name in {"ordered_at", "order_id"}:
        group = 1 if name == "order_id" else 2
        document = f"regexp_extract({table.cells[positions[0]]}, {literal(DATED_DOCUMENT)}, {group:d})"
        return f"nullif({document}, '')"
    if column_type(name, table, plan) != "text":
        return table.cells[positions[0]]
    texts = [_text(name, at, table, plan) for at in positions]
    return texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"


def trimmed(text: str, table: SourceTable) -> str:
    """Take blanks off; those other than spaces only where the source has any, as they cost much."""
    blanks = f", {literal(_BLANKS)}" if table.odd_blanks else ""
    return f"nullif(trim({text}{blanks}), '')"


def cell_text(at: int, table: SourceTable) -> str:
    """Write a cell of any type as trimmed text, whole numbers without a fraction."""
    cell, kind = table.cells[at], table.types[at]
    if kind.startswith(_NUMBER_TYPES):
        return _number_text(cell, kind)
    return trimmed(cell if kind == "VARCHAR" else f"CAST({cell} AS VARCHAR)", table)


def said(text: str) -> str:
    """Take words that programs write for nothing, such as NULL and nan, for nothing."""
    return f"CASE WHEN {text} IN ({literals(_NO_CUSTOMER)}) THEN NULL ELSE {text} END"


def ids_are_odd(cell: str) -> str:
    """Write the test for a customer id that must be trimmed or means nothing."""
    # Trimming without a list takes off spaces of all kinds; a list of all blanks costs more than the rest.
    return f"{cell} <> trim({cell}) OR {cell} < '!' OR {cell} IN ({literals(_NO_CUSTOMER)})"


def _text(name: str, at: int, table: SourceTable, plan: ReadingPlan) -> str:
    text = cell_text(at, table)
    if table.types[at].startswith(_NUMBER_TYPES):
        return text
    if plan.export is not None and name in plan.export.no_zero:
        text = f"nullif({text}, '0')"
    return said(text) if name == "customer_id" else text


def _number_text(cell: str, kind: str) -> str:
    """Write a number as text: 17850.0 in a column of customers is customer 17850."""
    text = f"CAST({cell} AS VARCHAR)"
    if not kind.startswith(_FRACTIONS):
        return text
    whole = f"{cell} = floor({cell}) AND abs({cell}) < 1e15"
    return f"CASE WHEN {whole} THEN CAST(CAST({cell} AS BIGINT) AS VARCHAR) ELSE {text} END"
