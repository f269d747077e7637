"""The cells of the mapped columns as they are written, each row marked as data or as something to skip."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from perennial.ingest.columns import CANONICAL, EXTRA
from perennial.ingest.layout import TOTAL_WORDS
from perennial.ingest.plan import ReadingPlan
from perennial.store.reading.column_sql import ColumnType, column_sql, column_type, ids_are_odd, trimmed
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["Cells", "keep_cells"]

#: A row of totals says so in one of its first cells.
_LABEL_CELLS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The relation `cells`: row, skip, bad_line, and the mapped columns under their canonical names.

    Where the source has types for date and amount, `cells` is a view of it and nothing was copied.
    """

    types: Mapping[str, ColumnType]
    is_view: bool


def keep_cells(workspace: Workspace, table: SourceTable, plan: ReadingPlan) -> Cells:
    """Make the relation `cells`; a source that fails half-way is opened again the slower way.

    Raises
    ------
    duckdb.Error
        The source cannot be read and there is no slower way.
    """
    types = {name: column_type(name, table, plan) for name in plan.choices}
    if _is_typed(plan, types):
        workspace.connection.execute(_view(workspace, table, plan))
        return Cells(types=types, is_view=True)
    try:
        workspace.connection.execute(_table(table, plan, types))
    except duckdb.InvalidInputException:
        if table.again is None:
            raise
        workspace.connection.execute(_table(table.again(), plan, types))
    return Cells(types=types, is_view=False)


def _is_typed(plan: ReadingPlan, types: Mapping[str, ColumnType]) -> bool:
    dated = types["ordered_at"] in {"date", "instant"}
    numbers = all(types.get(name, "number") == "number" for name in ("amount", "unit_price", "quantity"))
    return plan.format.kind == "parquet" and dated and numbers and plan.export is None


def _view(workspace: Workspace, table: SourceTable, plan: ReadingPlan) -> str:
    columns = _columns(table, plan)
    at = plan.choices["customer_id"].positions[0]
    if table.types[at] == "VARCHAR" and _ids_are_clean(workspace, table, at):
        columns["customer_id"] = table.cells[at]
    return (
        f"CREATE VIEW cells AS SELECT {table.row} AS row, CAST(NULL AS VARCHAR) AS skip, "
        f"CAST(NULL AS VARCHAR) AS bad_line, {_named(columns)} FROM {table.relation}"
    )


def _ids_are_clean(workspace: Workspace, table: SourceTable, at: int) -> bool:
    """Look whether customer ids can be taken as they are, which spares every later query the trimming."""
    odd = ids_are_odd(table.cells[at])
    return workspace.count(f"SELECT count(*) FILTER ({odd}) FROM {table.relation}") == 0


def _table(table: SourceTable, plan: ReadingPlan, types: Mapping[str, ColumnType]) -> str:
    columns = _columns(table, plan)
    group = trimmed(table.cells[plan.grouping.position], table) if plan.grouping is not None else "NULL"
    first = {f"label_{at}": cell for at, cell in enumerate(table.cells[:_LABEL_CELLS])}
    plain = (
        f"SELECT {table.row} AS row, {_bad_line(table, plan)} AS bad_line, {group} AS group_name, "
        f"{_named(columns)}, {_named(first)} FROM {table.relation}"
    )
    labels = ", ".join(trimmed(f"CAST({name} AS VARCHAR)", table) for name in first)
    labelled = (
        f"SELECT *, CASE WHEN {_dateless(types)} THEN coalesce({labels}, '') END AS label FROM ({plain})"
    )
    return (
        f"CREATE TABLE cells AS SELECT row, {_skip(plan, columns, types)} AS skip, bad_line, group_name, "
        f"{', '.join(columns)} FROM ({labelled})"
    )


def _columns(table: SourceTable, plan: ReadingPlan) -> dict[str, str]:
    return {name: column_sql(name, table, plan) for name in (*CANONICAL, *EXTRA) if name in plan.choices}


def _named(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())


def _bad_line(table: SourceTable, plan: ReadingPlan) -> str:
    """Find lines too short to have the required columns; in reports with groups short lines are usual."""
    bad = f"nullif({table.bad_line}, '')"
    if table.width is None or plan.grouping is not None:
        return f"CAST({bad} AS VARCHAR)"
    need = 1 + max(min(plan.choices[name].positions) for name in ("customer_id", "ordered_at"))
    short = f"CASE WHEN {table.width} BETWEEN 1 AND {need - 1:d} THEN coalesce({table.cells[0]}, '') END"
    return f"coalesce({bad}, {short})"


def _dateless(types: Mapping[str, ColumnType]) -> str:
    if types["ordered_at"] != "text":
        return "ordered_at IS NULL"
    return "ordered_at IS NULL OR NOT regexp_matches(ordered_at, '[0-9]')"


def _skip(plan: ReadingPlan, columns: Iterable[str], types: Mapping[str, ColumnType]) -> str:
    """Mark rows that are no orders, among those without a date."""
    empty = " AND ".join(f"{name} IS NULL" for name in columns)
    branches = [
        ("label IS NULL", "NULL"),
        (f"regexp_matches(lower(label), {literal(TOTAL_WORDS)})", "'total'"),
        ("bad_line IS NOT NULL", "NULL"),
        (f"label = '' AND {empty}", "'blank'"),
    ]
    if types["ordered_at"] == "text":
        branches.append((f"ordered_at = {literal(plan.header('ordered_at').strip())}", "'header'"))
    if plan.grouping is not None:
        branches += [("group_name IS NOT NULL", "'group'"), ("group_name IS NULL", "'blank'")]
    return f"CASE {' '.join(f'WHEN {test} THEN {kind}' for test, kind in branches)} END"
