"""From cells to the relation `order_rows` and the table `rejects`, in bulk."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from perennial.ingest.columns import DAYS, TEXT_COLUMNS
from perennial.ingest.dates import DateReading
from perennial.ingest.headers import normal
from perennial.ingest.number_format import NumberFormat
from perennial.ingest.plan import ReadingPlan
from perennial.ingest.rejects import Reason, Skipped
from perennial.store.reading.cells import Cells
from perennial.store.reading.date_sql import instant_in_zone, local_in_zone, text_date
from perennial.store.reading.number_sql import text_number
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["Counts", "RowRules", "filled_relation", "make_order_rows"]

_ORDER_FIELDS = (
    "customer_id", "ordered_at", "currency", "status", "channel", "source", "region", "seller", *DAYS,
    "cancelled_at",
)  # fmt: skip
_PLAIN = NumberFormat(decimal=".", plain=True)
_FIRST_DATE, _LAST_DATE = "1900-01-01", "2200-01-01"
#: Beyond these no zone has a clock.
_ANY_INSTANT = "TIMESTAMPTZ '0001-01-02 00:00:00+00' AND TIMESTAMPTZ '9999-12-30 00:00:00+00'"
#: No money of one row, but a number in the wrong column; sums of what is less can be kept to the cent.
_TOO_MUCH = "1e12"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRules:
    """What the whole columns showed, besides the plan.

    `refunds` is the format of refunded amounts; `days` gives the reading of each column of days that is text;
    `codes` gives the code of each way a currency is written (in
    its column, else at the amounts);
    `strip_zeros` says that customer ids are written as 17850.0, `total_once` that only the first row of an
    order keeps the amount.
    """

    refunds: NumberFormat = _PLAIN
    days: Mapping[str, DateReading] = field(default_factory=dict)
    codes: Mapping[str, str]
    strip_zeros: bool = False
    total_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows of data, rejects by reason, what was skipped, and revenue in all and without a customer."""

    rows: int
    rejected: Mapping[Reason, int]
    skipped: Mapping[Skipped, int]
    revenue: float
    revenue_without_customer: float


def make_order_rows(workspace: Workspace, cells: Cells, plan: ReadingPlan, rules: RowRules) -> Counts:
    """Make `order_rows` and `rejects` and count what was left out."""
    typed = _typed(cells, plan, rules)
    kind = "VIEW" if cells.is_view else "TABLE"
    workspace.connection.execute(
        'CREATE TABLE rejects (row BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR)'
    )
    workspace.connection.execute(f"CREATE {kind} order_rows AS {_kept(typed, rules, only_good=True)}")
    seen = workspace.count("SELECT count(*) FROM cells")
    if workspace.count("SELECT count(*) FROM order_rows") == seen:
        if cells.is_view:
            workspace.connection.execute(
                f"CREATE OR REPLACE VIEW order_rows AS {_kept(typed, rules, only_good=False)}"
            )
        counts = Counts(rows=seen, rejected={}, skipped={}, revenue=0.0, revenue_without_customer=0.0)
    else:
        counts = _left_out(workspace, typed, plan)
    if not cells.is_view:
        workspace.connection.execute("DROP TABLE cells")
    return counts


def filled_relation(plan: ReadingPlan) -> str:
    """Write `cells` with the fields of an order or of a group on each of its rows."""
    if plan.grouping is not None:
        group = "last_value(CASE WHEN skip = 'group' THEN group_name END IGNORE NULLS) OVER (ORDER BY row)"
        return f"(SELECT * REPLACE ({group} AS customer_id) FROM cells)"
    fill = plan.export.fill_down if plan.export is not None else None
    fields = [name for name in _ORDER_FIELDS if name in plan.choices]
    if fill is None or "order_id" not in plan.choices:
        return "cells"
    if fill == "order":
        filled = [f"coalesce({name}, max({name}) OVER (PARTITION BY order_id)) AS {name}" for name in fields]
        return f"(SELECT * REPLACE ({', '.join(filled)}) FROM cells)"
    above = "last_value({name} IGNORE NULLS) OVER (ORDER BY row)"
    filled = [
        f"CASE WHEN order_id IS NULL THEN {above.format(name=name)} ELSE {name} END AS {name}"
        for name in (*fields, "order_id")
    ]
    return f"(SELECT * REPLACE ({', '.join(filled)}) FROM cells)"


def _typed(cells: Cells, plan: ReadingPlan, rules: RowRules) -> str:
    """Write every column as what it means; what was written stays beside date and amount for the rejects."""
    columns = {
        "customer_id": _customer(plan, rules),
        "ordered_at": _moment("ordered_at", cells, plan, plan.dates),
        "amount": _amount(cells, plan),
        **{name: _text(name, plan, rules) for name in TEXT_COLUMNS},
        "refunded_amount": _refunded(cells, plan, rules),
        **{name: _day(name, cells, plan, rules) for name in DAYS},
        "written_date": "ordered_at" if "ordered_at" in plan.choices else "NULL",
        "written_amount": _written_amount(plan),
    }
    named = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    inner = f"SELECT row, skip, bad_line, {named} FROM {filled_relation(plan)}"
    return f"(SELECT *, {_skip(plan, rules)} AS skipped, {_reason()} AS reason FROM ({inner}))"


def _kept(typed: str, rules: RowRules, *, only_good: bool) -> str:
    amount = "CASE WHEN order_id IS NULL OR row = min(row) OVER (PARTITION BY order_id) THEN {0} END AS {0}"
    money = [amount.format(name) if rules.total_once else name for name in ("amount", "refunded_amount")]
    columns = ", ".join(("row", "customer_id", "ordered_at", money[0], *TEXT_COLUMNS, money[1], *DAYS))
    where = " WHERE skipped IS NULL AND reason IS NULL" if only_good else ""
    return f"SELECT {columns} FROM {typed}{where}"


def _skip(plan: ReadingPlan, rules: RowRules) -> str:
    if plan.currency is None or not rules.codes:
        return "skip"
    return (
        f"CASE WHEN skip IS NULL AND currency <> {literal(plan.currency)} THEN 'other_currency' ELSE skip END"
    )


def _reason() -> str:
    in_range = f"ordered_at >= TIMESTAMP '{_FIRST_DATE}' AND ordered_at < TIMESTAMP '{_LAST_DATE}'"
    return (
        "CASE WHEN skip IS NOT NULL THEN NULL WHEN bad_line IS NOT NULL THEN 'bad_line' "
        "WHEN customer_id IS NULL THEN 'no_customer' "
        f"WHEN ordered_at IS NULL OR NOT ({in_range}) THEN 'bad_date' "
        f"WHEN written_amount IS NOT NULL AND (amount IS NULL OR NOT abs(amount) < {_TOO_MUCH}) "
        "THEN 'bad_amount' END"
    )


def _customer(plan: ReadingPlan, rules: RowRules) -> str:
    if "customer_id" not in plan.choices:
        return "CAST(NULL AS VARCHAR)"
    return "regexp_replace(customer_id, '\\.0$', '')" if rules.strip_zeros else "customer_id"


def _moment(name: str, cells: Cells, plan: ReadingPlan, reading: DateReading | None) -> str:
    kind = cells.types[name]
    if kind == "instant":
        return instant_in_zone(f"CASE WHEN {name} BETWEEN {_ANY_INSTANT} THEN {name} END", plan.zone)
    if kind == "date":
        return local_in_zone(f"TRY_CAST({name} AS TIMESTAMP)", plan.zone)
    assert reading is not None
    return text_date(name, reading, plan.zone)


def _day(name: str, cells: Cells, plan: ReadingPlan, rules: RowRules) -> str:
    """Write a day on which something became of the order; NULL where a cell is no date, as "yes" is."""
    if name not in plan.choices:
        return "CAST(NULL AS DATE)"
    day = f"CAST({_moment(name, cells, plan, rules.days.get(name))} AS DATE)"
    return f"CASE WHEN {day} >= DATE '{_FIRST_DATE}' AND {day} < DATE '{_LAST_DATE}' THEN {day} END"


def _amount(cells: Cells, plan: ReadingPlan) -> str:
    form = plan.numbers or _PLAIN
    if "amount" in plan.choices:
        return _number("amount", cells, plan, form)
    if "unit_price" in plan.choices:
        return f"{_number('unit_price', cells, plan, form)} * {_number('quantity', cells, plan, form)}"
    return "CAST(NULL AS DOUBLE)"


def _refunded(cells: Cells, plan: ReadingPlan, rules: RowRules) -> str:
    money = _number("refunded_amount", cells, plan, rules.refunds)
    return f"CASE WHEN abs({money}) < {_TOO_MUCH} THEN {money} END"


def _written_amount(plan: ReadingPlan) -> str:
    for name in ("amount", "unit_price"):
        if name in plan.choices:
            return name
    return "NULL"


def _number(name: str, cells: Cells, plan: ReadingPlan, form: NumberFormat) -> str:
    if name not in plan.choices:
        return "CAST(NULL AS DOUBLE)"
    if cells.types[name] == "number":
        return f"CAST({name} AS DOUBLE)"
    return text_number(name, form)


def _text(name: str, plan: ReadingPlan, rules: RowRules) -> str:
    if name == "currency":
        return _currency(plan, rules)
    if name not in plan.choices:
        return "CAST(NULL AS VARCHAR)"
    return _status(plan) if name == "status" else name


def _currency(plan: ReadingPlan, rules: RowRules) -> str:
    """Write the currency's code: from its own column, or from the signs at the amounts."""
    usual = literal(plan.currency) if plan.currency else "CAST(NULL AS VARCHAR)"
    test = "currency = {0}" if "currency" in plan.choices else f"contains({_written_amount(plan)}, {{0}})"
    # Longer signs first: RUB before R.
    written = sorted(rules.codes, key=lambda sign: (-len(sign), sign))
    branches = " ".join(
        f"WHEN {test.format(literal(sign))} THEN {literal(rules.codes[sign])}" for sign in written
    )
    return f"CASE {branches} ELSE {usual} END" if branches else usual


def _status(plan: ReadingPlan) -> str:
    export, status = plan.export, "status"
    if export is not None and export.status_words:
        words = " ".join(
            f"WHEN {literal(code)} THEN {literal(word)}" for code, word in export.status_words.items()
        )
        # Bitrix24 writes the pipeline before the step: C2:WON.
        code = "regexp_replace(lower(status), '^c[0-9]+:', '')"
        other = "'draft'" if normal(plan.header("status")) in export.coded_status else "status"
        status = f"CASE WHEN status IS NULL THEN NULL ELSE CASE {code} {words} ELSE {other} END END"
    if "cancelled_at" in plan.choices:
        status = f"CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled' ELSE {status} END"
    return status


def _left_out(workspace: Workspace, typed: str, plan: ReadingPlan) -> Counts:
    columns = {
        "bad_line": "''",
        "no_customer": literal(plan.header("customer_id")),
        "bad_date": literal(plan.header("ordered_at")),
        "bad_amount": literal(plan.header("amount" if "amount" in plan.choices else "unit_price")),
    }
    names = " ".join(f"WHEN {literal(reason)} THEN {name}" for reason, name in columns.items())
    values = (
        "CASE reason WHEN 'bad_line' THEN left(bad_line, 1000) "
        "WHEN 'bad_date' THEN CAST(written_date AS VARCHAR) "
        "WHEN 'bad_amount' THEN CAST(written_amount AS VARCHAR) END"
    )
    workspace.connection.execute(
        f"INSERT INTO rejects SELECT row, CASE reason {names} END, coalesce({values}, ''), reason "
        f"FROM {typed} WHERE reason IS NOT NULL AND skipped IS NULL ORDER BY row"
    )
    groups = workspace.all(
        "SELECT skipped, reason, count(*), sum(amount) FILTER (amount > 0 AND isfinite(amount)) "
        f"FROM {typed} GROUP BY ALL ORDER BY ALL"
    )
    return _counts(groups)


def _counts(groups: list[tuple[object, ...]]) -> Counts:
    rejected: dict[Reason, int] = {}
    skipped: dict[Skipped, int] = {}
    rows, revenue, lost = 0, 0.0, 0.0
    for skip, reason, count, money in groups:
        number, value = int(str(count)), float(str(money or 0))
        if skip is not None:
            kind = cast("Skipped", skip)
            skipped[kind] = skipped.get(kind, 0) + number
            continue
        rows += number
        revenue += value
        if reason is not None:
            rejected[cast("Reason", reason)] = number
        lost += value if reason == "no_customer" else 0.0
    return Counts(
        rows=rows, rejected=rejected, skipped=skipped, revenue=revenue, revenue_without_customer=lost
    )
