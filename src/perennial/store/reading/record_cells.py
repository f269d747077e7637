"""The cells of a file of records as they are written, each row marked as data or not."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from typing import Final

import duckdb

from perennial.ingest.grouping import DATED_DOCUMENT
from perennial.ingest.layout import TOTAL_WORDS
from perennial.ingest.record_plan import RecordPlan
from perennial.store.reading.column_sql import cell_text, said, trimmed
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["keep_record_cells"]

_LABEL_CELLS: Final = 8
#: In a list of names only a bare word is a total: there are companies that begin with it.
_TOTAL_ALONE: Final = r"\s*(итого|всего|общий итог|итог|grand total|sub-?total|total)\s*:?\s*"
_IDS: Final = frozenset({"customer_id", "lead_id", "case_id"})
#: Shops write an apostrophe before numbers, so that a spreadsheet takes them for text.
_APOSTROPHE: Final = "^'([0-9])"
#: Columns of which all cells of a row are taken together, as each may hold several.
_JOINED: Final = frozenset({"phone", "email"})


def keep_record_cells(workspace: Workspace, table: SourceTable, plan: RecordPlan) -> None:
    """Make the table `cells`: row, skip, bad_line, and the mapped columns as text.

    Raises
    ------
    duckdb.Error
        The source cannot be read and there is no slower way.
    """
    try:
        workspace.connection.execute(_table(table, plan))
    except duckdb.InvalidInputException:
        if table.again is None:
            raise
        workspace.connection.execute(_table(table.again(), plan))


def _table(table: SourceTable, plan: RecordPlan) -> str:
    columns = {name: _column(name, table, plan) for name in plan.choices}
    named = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    labels = ", ".join(trimmed(f"CAST({cell} AS VARCHAR)", table) for cell in table.cells[:_LABEL_CELLS])
    bad_line = f"CAST(nullif({table.bad_line}, '') AS VARCHAR)"
    return (
        f"CREATE TABLE cells AS SELECT row, {_skip(plan)} AS skip, bad_line, {', '.join(columns)} FROM ("
        f"SELECT {table.row} AS row, {bad_line} AS bad_line, coalesce({labels}, '') AS label, "
        f"{_dated(table, plan)} AS dated, {named} FROM {table.relation})"
    )


def _column(name: str, table: SourceTable, plan: RecordPlan) -> str:
    texts = [said(cell_text(at, table)) for at in plan.choices[name].positions]
    if name == "customer_id" and plan.export is not None and name in plan.export.no_zero:
        texts = [f"nullif({text}, '0')" for text in texts]
    if name in _IDS and plan.from_orders is None:
        texts = [f"regexp_replace({text}, {literal(_APOSTROPHE)}, '\\1')" for text in texts]
    if len(texts) == 1:
        return texts[0]
    if name in _JOINED:
        return f"nullif(concat_ws('; ', {', '.join(texts)}), '')"
    return f"coalesce({', '.join(texts)})"


def _dated(table: SourceTable, plan: RecordPlan) -> str:
    """Write whether a row of an order log is an order."""
    if plan.from_orders is None:
        return "NULL"
    texts = ", ".join(cell_text(at, table) for at in plan.from_orders.positions)
    pattern = DATED_DOCUMENT if plan.grouping is not None and plan.grouping.dated_names else "[0-9]"
    return f"regexp_matches(coalesce({texts}, ''), {literal(pattern)})"


def _skip(plan: RecordPlan) -> str:
    """Mark rows that are about nobody; where customers stand above their orders, the orders too."""
    empty = " AND ".join(f"{name} IS NULL" for name in plan.choices)
    branches = [("bad_line IS NOT NULL", "NULL")]
    if plan.grouping is not None:
        branches.append(("dated", "'order'"))
    if plan.from_orders is not None:
        branches.append((f"NOT dated AND regexp_matches(lower(label), {literal(TOTAL_WORDS)})", "'total'"))
    else:
        branches.append((f"regexp_full_match(lower(label), {literal(_TOTAL_ALONE)})", "'total'"))
    branches.append((f"label = '' AND {empty}", "'blank'"))
    first = next(iter(plan.choices))
    branches.append((f"{first} = {literal(plan.header(first).strip())}", "'header'"))
    return f"CASE {' '.join(f'WHEN {test} THEN {kind}' for test, kind in branches)} END"
