"""The cells of the mapped columns, still as they are written, each row marked as data or as something to skip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from perennial.ingest.columns import CANONICAL, EXTRA
from perennial.ingest.grouping import DATED_DOCUMENT
from perennial.ingest.layout import TOTAL_WORDS
from perennial.ingest.plan import ReadingPlan
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.sql_text import identifier, literal, literals
from perennial.store.reading.workspace import Workspace

__all__ = ["Cells", "is_native", "keep_cells"]

_BLANKS = " \t\r\n\u00a0\u202f\u2009\u3000\ufeff"
_NO_CUSTOMER = ("nan", "NaN", "null", "NULL", "None", "none", "n/a", "N/A", "#N/A", "\\N", "<NA>")
_DATE_TYPES = ("DATE", "TIMESTAMP")
_NUMBER_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "U", "FLOAT", "DOUBLE", "DECIMAL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The relation `cells`: row, skip, bad_line, and the mapped columns under their canonical names.

    `types` has ``date``, ``instant``, ``number``, ``text`` or ``clean`` (text that needs no trimming) for each
    column; where all of them are typed
    already, `cells` is a view of the source and nothing was copied.
    """

    types: Mapping[str, str]
    is_view: bool


def keep_cells(workspace: Workspace, table: SourceTable, plan: ReadingPlan) -> Cells:
    """Make the relation `cells`; a source that fails half-way is opened again the slower way.

    Raises
    ------
    duckdb.Error
        The source cannot be read and there is no slower way.
    """
    types = {name: _type(name, table, plan) for name in plan.choices}
    is_view = is_native(table, plan)
    if is_view and _ids_are_clean(workspace, table, plan):
        types["customer_id"] = "clean"
    try:
        workspace.connection.execute(_statement(table, plan, types, is_view=is_view))
    except duckdb.InvalidInputException:
        if table.again is None:
            raise
        workspace.connection.execute(_statement(table.again(), plan, types, is_view=is_view))
    return Cells(types=types, is_view=is_view)


def is_native(table: SourceTable, plan: ReadingPlan) -> bool:
    """Say whether the source's own types serve, so that no text has to be understood."""
    dates = _type("ordered_at", table, plan) in {"date", "instant"}
    amounts = "amount" not in plan.choices or _type("amount", table, plan) == "number"
    return plan.format.kind == "parquet" and dates and amounts and plan.export is None


def _ids_are_clean(workspace: Workspace, table: SourceTable, plan: ReadingPlan) -> bool:
    """Look whether customer ids can be taken as they are, which spares every later query the trimming."""
    at = plan.choices["customer_id"].positions[0]
    cell = table.cells[at]
    if table.types[at] != "VARCHAR":
        return False
    # The trimming of all kinds of blanks costs more than the whole rest; odd first and last signs tell enough.
    edges = f"{cell} <> trim({cell}) OR {cell} < '!' OR starts_with({cell}, '\u00a0') OR ends_with({cell}, '\u00a0')"
    odd = f"{edges} OR {cell} IN ({literals(_NO_CUSTOMER)})"
    return workspace.count(f"SELECT count(*) FILTER ({odd}) FROM {table.relation}") == 0


def _type(name: str, table: SourceTable, plan: ReadingPlan) -> str:
    positions = plan.choices[name].positions
    kind = table.types[positions[0]]
    if name == "ordered_at" and len(positions) == 1 and kind.startswith(_DATE_TYPES):
        return "instant" if "WITH TIME ZONE" in kind else "date"
    if name in {"amount", "refunded_amount", "unit_price", "quantity"} and kind.startswith(_NUMBER_TYPES):
        return "number"
    return "text"


def _statement(table: SourceTable, plan: ReadingPlan, types: Mapping[str, str], *, is_view: bool) -> str:
    columns = {
        name: _column(name, table, plan, types) for name in (*CANONICAL, *EXTRA) if name in plan.choices
    }
    named = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    if is_view:
        return (
            f"CREATE VIEW cells AS SELECT {table.row} AS row, CAST(NULL AS VARCHAR) AS skip, "
            f"CAST(NULL AS VARCHAR) AS bad_line, {named} FROM {table.relation}"
        )
    group = _trimmed(table.cells[plan.grouping.position], table) if plan.grouping is not None else "NULL"
    labels = (_trimmed(f"CAST(label_{at} AS VARCHAR)", table) for at in range(len(table.cells)))
    label = f"coalesce({', '.join(labels)}, '')"
    plain = (
        f"SELECT {table.row} AS row, {_bad_line(table, plan)} AS bad_line, {group} AS group_name, {named}, "
        f"{', '.join(f'{cell} AS label_{at}' for at, cell in enumerate(table.cells))} FROM {table.relation}"
    )
    labelled = f"SELECT *, CASE WHEN {_dateless(types)} THEN {label} END AS label FROM ({plain})"
    return (
        f"CREATE TABLE cells AS SELECT row, {_skip(plan, columns, types)} AS skip, "
        f"bad_line, group_name, {', '.join(columns)} FROM ({labelled})"
    )


def _column(name: str, table: SourceTable, plan: ReadingPlan, types: Mapping[str, str]) -> str:
    cells = [table.cells[at] for at in plan.choices[name].positions]
    if plan.grouping is not None and plan.grouping.dated_names and name in {"ordered_at", "order_id"}:
        group = 1 if name == "order_id" else 2
        return f"nullif(regexp_extract({cells[0]}, {literal(DATED_DOCUMENT)}, {group:d}), '')"
    if types[name] != "text":
        return cells[0]
    texts = [_text(name, at, table, plan) for at in plan.choices[name].positions]
    return texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"


def _text(name: str, at: int, table: SourceTable, plan: ReadingPlan) -> str:
    cell, kind = table.cells[at], table.types[at]
    if kind in {"DOUBLE", "FLOAT"}:
        # 17850.0 in a column of numbers is customer 17850.
        whole = f"{cell} = floor({cell}) AND abs({cell}) < 1e15"
        cell = (
            f"CASE WHEN {whole} THEN CAST(CAST({cell} AS BIGINT) AS VARCHAR) ELSE CAST({cell} AS VARCHAR) END"
        )
    elif kind != "VARCHAR":
        cell = f"CAST({cell} AS VARCHAR)"
    if kind.startswith(_NUMBER_TYPES):
        return cell
    text = _trimmed(cell, table)
    if plan.export is not None and name in plan.export.no_zero:
        text = f"nullif({text}, '0')"
    if name == "customer_id":
        return f"CASE WHEN {text} IN ({literals(_NO_CUSTOMER)}) THEN NULL ELSE {text} END"
    return text


def _trimmed(text: str, table: SourceTable) -> str:
    """Take blanks off; those other than spaces only where the source has any, as they cost much."""
    return (
        f"nullif(trim({text}, {literal(_BLANKS)}), '')" if table.odd_blanks else f"nullif(trim({text}), '')"
    )


def _bad_line(table: SourceTable, plan: ReadingPlan) -> str:
    """Find lines too short to have the required columns; in reports with groups short lines are usual."""
    bad = f"nullif({table.bad_line}, '')" if table.bad_line != "NULL" else "CAST(NULL AS VARCHAR)"
    if table.width is None or plan.grouping is not None:
        return bad
    need = 1 + max(min(plan.choices[name].positions) for name in ("customer_id", "ordered_at"))
    first = identifier("c0")
    return (
        f"coalesce({bad}, CASE WHEN {table.width} BETWEEN 1 AND {need - 1:d} THEN coalesce({first}, '') END)"
    )


def _dateless(types: Mapping[str, str]) -> str:
    if types["ordered_at"] != "text":
        return "ordered_at IS NULL"
    return "ordered_at IS NULL OR NOT regexp_matches(ordered_at, '[0-9]')"


def _skip(plan: ReadingPlan, columns: Sequence[str] | Mapping[str, str], types: Mapping[str, str]) -> str:
    """Mark rows that are no orders, among those without a date."""
    empty = " AND ".join(f"{name} IS NULL" for name in columns)
    header = (
        f"WHEN ordered_at = {literal(plan.header('ordered_at').strip())} THEN 'header' "
        if types["ordered_at"] == "text"
        else ""
    )
    group = "WHEN group_name IS NOT NULL THEN 'group' ELSE 'blank' " if plan.grouping is not None else ""
    return (
        f"CASE WHEN label IS NULL OR bad_line IS NOT NULL AND NOT regexp_matches(lower(label), {literal(TOTAL_WORDS)}) "
        f"THEN NULL WHEN regexp_matches(lower(label), {literal(TOTAL_WORDS)}) THEN 'total' "
        f"WHEN {empty} AND label = '' THEN 'blank' {header}{group}END"
    )
