"""From cells to the tables `records`, `rejects` and `unread`."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from duckdb.func import FunctionNullHandling
from duckdb.sqltypes import VARCHAR

from perennial.ingest.headers import normal
from perennial.ingest.kinds.header_words import PERSON
from perennial.ingest.kinds.minutes import is_in_seconds
from perennial.ingest.kinds.readers import reader_of
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.rejects import Reason, Skipped
from perennial.store.reading.date_sql import text_date
from perennial.store.reading.record_settling import strips_zeros
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["RecordCounts", "make_records", "record_columns"]

_FIRST_DATE, _LAST_DATE = "1900-01-01", "2200-01-01"
#: What is said of a row without a value in a column that it must have.
_WITHOUT: Final[Mapping[str, Reason]] = {
    "customer_id": "no_customer",
    "case_id": "no_case",
    "activity": "no_activity",
    "arm": "no_arm",
    "assigned_on": "bad_date",
    "happened_at": "bad_date",
    "timestamp": "bad_date",
}
_SQL_TYPES: Final = {"day": "DATE", "moment": "TIMESTAMP", "minutes": "DOUBLE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCounts:
    """Rows of data, rejects by reason, what was skipped, rows joined with one above, and records."""

    rows: int
    rejected: Mapping[Reason, int]
    skipped: Mapping[Skipped, int]
    repeated: int
    records: int


def record_columns(plan: RecordPlan) -> tuple[str, ...]:
    """Give the columns of the table `records` after row: all of the kind, and the consents there are."""
    consents = [name for name in plan.choices if plan.kind.cell(name) == "consent"]
    return (*plan.kind.vocabulary.columns, *consents)


def make_records(workspace: Workspace, plan: RecordPlan) -> RecordCounts:
    """Make the three tables and count what was left out."""
    _register_readers(workspace, plan)
    workspace.connection.execute(f"CREATE TABLE typed AS {_typed(workspace, plan)}")
    workspace.connection.execute("DROP TABLE cells")
    _make_rejects(workspace, plan)
    _make_unread(workspace, plan)
    workspace.connection.execute(f"CREATE TABLE records AS {_records(plan)}")
    counts = _counts(workspace)
    workspace.connection.execute("DROP TABLE typed")
    return counts


def _register_readers(workspace: Workspace, plan: RecordPlan) -> None:
    for name in plan.choices:
        in_seconds = is_in_seconds(normal(plan.header(name)))
        reader = reader_of(plan.kind.cell(name), region=plan.region, in_seconds=in_seconds)
        if reader is not None:
            workspace.connection.create_function(
                f"read_{name}",
                _of_nothing(reader),
                [VARCHAR],
                VARCHAR,
                null_handling=FunctionNullHandling.SPECIAL,
            )


def _of_nothing(reader: Callable[[str], str | None]) -> Callable[[str | None], str | None]:
    def read(cell: str | None) -> str | None:
        return None if cell is None else reader(cell)

    return read


def _typed(workspace: Workspace, plan: RecordPlan) -> str:
    """Write each column as what it means, what was written beside it, and why a row cannot be used."""
    columns = {name: _meaning(name, plan) for name in record_columns(plan)}
    if strips_zeros(workspace, plan):
        columns["customer_id"] = "regexp_replace(customer_id, '\\.0$', '')"
    named = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    written = ", ".join(f"{name} AS written_{name}" for name in plan.choices)
    meant = f"SELECT row, skip, bad_line, {named}, {written} FROM cells"
    return f"SELECT *, {_reason(plan)} AS reason FROM ({meant})"


def _meaning(name: str, plan: RecordPlan) -> str:
    kind = plan.kind.cell(name)
    if name == "name" and "last_name" in plan.choices:
        return _whole_name(plan)
    if name not in plan.choices:
        return f"CAST(NULL AS {_SQL_TYPES.get(kind, 'VARCHAR')})"
    if kind == "text":
        return name
    if kind in {"day", "moment"}:
        assert plan.dates is not None
        moment = text_date(name, plan.dates, plan.zone)
        in_range = f"{moment} >= TIMESTAMP '{_FIRST_DATE}' AND {moment} < TIMESTAMP '{_LAST_DATE}'"
        return f"CAST(CASE WHEN {in_range} THEN {moment} END AS {_SQL_TYPES[kind]})"
    return f"CAST(read_{name}({name}) AS {_SQL_TYPES.get(kind, 'VARCHAR')})"


def _whole_name(plan: RecordPlan) -> str:
    """Write a name of its parts, the surname first where the headers are Russian."""
    parts = [part for part in PERSON if part in plan.choices]
    if plan.header("last_name").isascii():
        parts = [*parts[1:], "last_name"]
    whole = f"nullif(concat_ws(' ', {', '.join(parts)}), '')"
    return f"coalesce({whole}, name)" if "name" in plan.choices else whole


def _reason(plan: RecordPlan) -> str:
    branches = [("skip IS NOT NULL", "NULL"), ("bad_line IS NOT NULL", "'bad_line'")]
    for column in plan.required:
        missing = f"{column} IS NULL"
        # A chore is a touch with nobody.
        if column == "customer_id" and plan.kind.name == "touches":
            missing += " AND play IS DISTINCT FROM 'chore'"
        branches.append((missing, literal(_WITHOUT[column])))
    if plan.kind.known_by:
        nothing = " AND ".join(f"{name} IS NULL" for name in plan.kind.known_by)
        branches.append((nothing, "'no_contact'"))
    return f"CASE {' '.join(f'WHEN {test} THEN {code}' for test, code in branches)} END"


def _make_rejects(workspace: Workspace, plan: RecordPlan) -> None:
    known = next((name for name in plan.kind.known_by if name in plan.choices), "customer_id")
    columns = {"bad_line": "", "no_contact": plan.header(known)}
    columns |= {_WITHOUT[name]: plan.header(name) for name in plan.required}
    names = " ".join(f"WHEN {literal(code)} THEN {literal(name)}" for code, name in columns.items())
    date = f"written_{plan.dated}" if plan.dated is not None else "NULL"
    values = f"CASE reason WHEN 'bad_line' THEN left(bad_line, 1000) WHEN 'bad_date' THEN {date} END"
    # Rows below an order's first are about the same customer, where an export fills in the first one only.
    where = " AND reason <> 'no_customer'" if _fills_down(plan) else ""
    workspace.connection.execute(
        f'CREATE TABLE rejects AS SELECT row, CASE reason {names} END AS "column", '
        f"coalesce({values}, '') AS value, reason FROM typed WHERE reason IS NOT NULL{where} ORDER BY row"
    )


def _fills_down(plan: RecordPlan) -> bool:
    return plan.from_orders is not None and plan.export is not None and plan.export.fill_down is not None


def _make_unread(workspace: Workspace, plan: RecordPlan) -> None:
    """Collect the cells of rows that are kept in which something is written but nothing was understood."""
    workspace.connection.execute(
        'CREATE TABLE unread (row BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR)'
    )
    seen: set[tuple[int, ...]] = set()
    for name, choice in plan.choices.items():
        kind = plan.kind.cell(name)
        if kind != "text" and choice.positions not in seen:
            workspace.connection.execute(
                f"INSERT INTO unread SELECT row, {literal(choice.headers[0])}, written_{name}, "
                f"{literal('unread_' + kind)} FROM typed WHERE skip IS NULL AND reason IS NULL "
                f"AND {name} IS NULL AND written_{name} IS NOT NULL ORDER BY row"
            )
        seen.add(choice.positions)


def _records(plan: RecordPlan) -> str:
    names = list(record_columns(plan))
    if "phone" in plan.choices:
        names.append("written_phone")
    columns = ", ".join(names)
    rows = "FROM typed WHERE skip IS NULL AND reason IS NULL"
    if plan.kind.name != "customers" or "customer_id" not in plan.choices:
        return f"SELECT row, {columns} {rows}"
    firsts = ", ".join(f"{_first(name, plan)} AS {name}" for name in names if name != "customer_id")
    lone = "CASE WHEN customer_id IS NULL THEN row END"
    return f"SELECT min(row) AS row, customer_id, {firsts} {rows} GROUP BY customer_id, {lone}"


def _first(name: str, plan: RecordPlan) -> str:
    """Take the first value there is; of consents a refusal goes before."""
    first = f"arg_min({name}, row)"
    if not name.startswith("written_") and plan.kind.cell(name) == "consent":
        return f"CASE WHEN bool_or({name} = 'no') THEN 'no' ELSE {first} END"
    return first


def _counts(workspace: Workspace) -> RecordCounts:
    rows, kept = workspace.one(
        "SELECT count(*) FILTER (skip IS NULL), count(*) FILTER (skip IS NULL AND reason IS NULL) FROM typed"
    )
    skipped = workspace.all(
        "SELECT skip, count(*) FROM typed WHERE skip <> 'order' GROUP BY skip ORDER BY skip"
    )
    rejected = workspace.all("SELECT reason, count(*) FROM rejects GROUP BY reason ORDER BY reason")
    records = workspace.count("SELECT count(*) FROM records")
    return RecordCounts(
        rows=int(str(rows)),
        rejected={cast("Reason", reason): int(str(count)) for reason, count in rejected},
        skipped={cast("Skipped", kind): int(str(count)) for kind, count in skipped},
        repeated=int(str(kept)) - records,
        records=records,
    )
