"""Order rows of a table that the engine holds: read as a sample of it says, they never leave the engine."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

import numpy as np

from perennial.core.errors import UserError
from perennial.ingest.currencies import currency_code, one_currency
from perennial.ingest.notes import notes_of_plan, notes_of_rows
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan import ReadingPlan
from perennial.ingest.rejects import MOST_UNUSABLE, Reason, UnusableReason, too_many_unusable
from perennial.store.duckdb.duck_engine import DuckEngine
from perennial.store.duckdb.order_columns import ORDER_COLUMNS
from perennial.store.engine import Columns, Engine
from perennial.store.reading.raw_orders import RawOrders, read_orders
from perennial.store.reading.sql_text import identifier, literal, literals

__all__ = ["TABLE", "read_table"]

#: How the address of a table starts that is where orders are counted.
TABLE: Final = "store:"
_DATED = "(ordered_at >= TIMESTAMP '1900-01-01' AND ordered_at < TIMESTAMP '2200-01-01')"


def read_table(engine: Engine, address: str, options: ReadingOptions) -> RawOrders:
    """Make ``order_rows`` in the engine of a table or view of its own.

    Its columns are typed: a moment or a day, numbers, texts. Their names are recognised as a file's are.

    Parameters
    ----------
    address
        ``store:TABLE``, or ``store:schema.table``.

    Returns
    -------
    How it is read; its connection holds a sample and the rejects, and `rows` counts the whole table.

    Raises
    ------
    UserError
        The table cannot be used; the sentence says why.
    """
    table = ".".join(identifier(part) for part in address.removeprefix(TABLE).split("."))
    raw = _sample(engine, address, table, options)
    try:
        _refuse_unfit(raw.plan)
        engine.make("typed_rows", table=table, cells=_cells(raw.plan))
        return _counted(engine, raw, options)
    except BaseException:
        raw.close()
        raise


def _sample(engine: Engine, address: str, table: str, options: ReadingOptions) -> RawOrders:
    """Read the first rows of the table as a file would be, which decides how all are read."""
    found = engine.columns("table_sample", table=table)
    plain = replace(options, currency=None, sheet=None, delimiter=",", one_column=True)
    with TemporaryDirectory(prefix="perennial-") as folder:
        path = Path(folder) / "sample.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            written = csv.writer(file)
            written.writerow(found)
            written.writerows(zip(*(_texts(values.tolist()) for values in found.values()), strict=True))
        try:
            raw = read_orders(str(path), plain)
        except UserError as error:
            facts = {**error.message.facts, "file": address}
            raise UserError(error.message.text, **facts) from error
    return replace(raw, plan=replace(raw.plan, source=address))


def _texts(values: Sequence[object]) -> list[str]:
    return ["" if each is None or each != each else str(each) for each in values]  # noqa: PLR0124 - nan


def _refuse_unfit(plan: ReadingPlan) -> None:
    """Take no table of which a row says less than an order or a line of it with its own amount."""
    export = plan.export
    coded = export is not None and (export.fill_down is not None or bool(export.status_words))
    if coded or plan.grouping is not None or plan.amount_per == "order":
        raise UserError(
            "{file}: its rows are not orders, or lines with amounts of their own; make a view of such rows",
            file=plan.source,
        )


def _cells(plan: ReadingPlan) -> str:
    cells = {name: _cell(plan, name, kind) for name, kind in ORDER_COLUMNS.items()}
    if "amount" not in plan.choices and {"unit_price", "quantity"} <= plan.choices.keys():
        cells["amount"] = " * ".join(_cell(plan, name, "DOUBLE") for name in ("unit_price", "quantity"))
    if "cancelled_at" in plan.choices:
        cancelled = _cell(plan, "cancelled_at", "VARCHAR")
        cells["status"] = f"CASE WHEN {cancelled} IS NOT NULL THEN 'cancelled' ELSE {cells['status']} END"
    return ", ".join(f"{cell} AS {name}" for name, cell in cells.items())


def _cell(plan: ReadingPlan, name: str, kind: str) -> str:
    if name not in plan.choices:
        return f"CAST(NULL AS {kind})"
    typed = [f"CAST({identifier(header)} AS {kind})" for header in plan.choices[name].headers]
    if kind == "VARCHAR":
        typed = [f"nullif(trim({cell}), '')" for cell in typed]
    return typed[0] if len(typed) == 1 else f"coalesce({', '.join(typed)})"


def _counted(engine: Engine, raw: RawOrders, options: ReadingOptions) -> RawOrders:
    """Make ``order_rows`` of the typed rows in one currency, and count the others."""
    found = engine.rows("currencies_of_table")
    codes = {text: currency_code(text) for text, _ in found}
    counts = {code: sum(rows for text, rows in found if codes[text] == code) for code in codes.values()}
    currency = one_currency(counts, options.currency, file=raw.plan.source)
    kept = _kept(codes, currency)
    cells = [name if name != "currency" else _code(currency) for name in ORDER_COLUMNS]
    engine.make("rows_of_table", cells=", ".join(cells), dated=_DATED, kept=kept)
    rows, revenue, lost = engine.rows("facts_of_table", kept=kept)[0]
    plan = replace(raw.plan, currency=currency or raw.plan.currency)
    rejects = engine.columns("rejects_of_table", dated=_DATED, kept=kept)
    _keep_rejects(raw, plan, rejects, rows)
    without_customer = int(np.count_nonzero(rejects["reason"] == "no_customer"))
    share = (lost or 0.0) / revenue if revenue else None
    notes = notes_of_rows(rows=rows, skipped={}, without_customer=without_customer, revenue_share=share)
    said = (*notes_of_plan(plan), *notes)
    return replace(raw, rows=rows, rejected=len(rejects["row"]), skipped={}, plan=plan, notes=said)


def _kept(codes: Mapping[str, str], currency: str | None) -> str:
    texts = [text for text, code in codes.items() if code == currency]
    return f"(currency IS NULL OR currency IN ({literals(texts)}))" if len(texts) < len(codes) else "true"


def _code(currency: str | None) -> str:
    return "currency" if currency is None else f"{literal(currency)} AS currency"


def _keep_rejects(raw: RawOrders, plan: ReadingPlan, rejects: Columns, rows: int) -> None:
    """Put the rejected rows where files are written, unless they are too many."""
    headers = {"no_customer": plan.header("customer_id"), "bad_date": plan.header("ordered_at")}
    given = {
        "row": rejects["row"].astype(np.int64),
        "column": np.array([headers[reason] for reason in rejects["reason"]], dtype=np.str_),
        "value": np.array(["" if each is None else each for each in rejects["value"]], dtype=np.str_),
        "reason": rejects["reason"].astype(np.str_),
    }
    raw.connection.execute("DROP TABLE rejects")
    DuckEngine(raw.connection).load("rejects", given)
    if rows and len(given["row"]) / rows > MOST_UNUSABLE:
        raise too_many_unusable(plan.source, len(given["row"]) / rows, _reasons(given))


def _reasons(given: Columns) -> list[UnusableReason]:
    """Give the reasons, the commonest first, each with its first row as example."""
    kinds, first, counts = np.unique(given["reason"], return_index=True, return_counts=True)
    return [
        UnusableReason(
            reason=cast("Reason", kinds[i]),
            rows=int(counts[i]),
            row=int(given["row"][first[i]]),
            column=str(given["column"][first[i]]),
            value=str(given["value"][first[i]]),
        )
        for i in np.argsort(-counts)
    ]
