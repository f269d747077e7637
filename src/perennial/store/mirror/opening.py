"""The mirror opened as an order log, with the same rules of counting as any file."""
# ruff: noqa: S608 - names are ours and values come quoted from sql_text

from collections.abc import Mapping
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.cleaning import CleaningRules
from perennial.ingest.notes import notes_of_rows
from perennial.ingest.rejects import Skipped
from perennial.store.duckdb import DuckLog, open_log
from perennial.store.duckdb.texts import sql_text
from perennial.store.mirror.connection import connect
from perennial.store.mirror.manifest import Manifest, read_manifest
from perennial.store.mirror.mirror_order import COLUMNS
from perennial.store.reading.sql_text import literal

__all__ = ["open_mirror"]

_TRIES = 5


def open_mirror(
    folder: Path,
    *,
    as_of: int | None = None,
    rules: CleaningRules | None = None,
    currency: str | None = None,
    memory_limit: str = "2GB",
) -> DuckLog:
    """Open the mirror as an order log; what is then written to the mirror does not reach it any more.

    Parameters
    ----------
    folder
        The mirror.
    as_of
        Day number of the end of observation; the last day in the mirror when not said.
    rules
        What the business decided about counting.
    currency
        Which orders are looked at where they are in more than one currency.
    memory_limit
        DuckDB's.

    Raises
    ------
    UserError
        There are no orders, none up to `as_of`, or they are in several currencies and none was picked.
    """
    connection = connect(memory_limit)
    try:
        _load(connection, folder)
        kept, notes = _in_one_currency(connection, currency)
        connection.execute(sql_text("no_rejects"))
        rows = int(connection.execute("SELECT count(*) FROM order_rows").fetchall()[0][0])
        return open_log(
            connection,
            rows=rows,
            rejected=0,
            rules=rules or CleaningRules(),
            as_of=as_of,
            currency=kept,
            notes=notes,
        )
    except BaseException:
        connection.close()
        raise


def _load(connection: DuckDBPyConnection, folder: Path) -> Manifest:
    cells = ", ".join("amount::DOUBLE AS amount" if name == "amount" else name for name in COLUMNS)
    for tried in range(1, _TRIES + 1):
        manifest = read_manifest(folder)
        if not manifest.months:
            raise UserError("There are no orders yet: enter or import some first.")
        files = ", ".join(literal(str(folder / name)) for name in manifest.files())
        try:
            connection.execute(
                f'CREATE OR REPLACE TABLE order_rows AS SELECT row_number() OVER () + 1 AS "row", {cells}, '
                "NULL::VARCHAR AS source, NULL::VARCHAR AS region, "
                f"NULL::DOUBLE AS refunded_amount FROM read_parquet([{files}])"
            )
        except duckdb.IOException:
            # A month that was written again meanwhile is no longer there: look which one is.
            if tried == _TRIES or read_manifest(folder) == manifest:
                raise
        else:
            return manifest
    raise AssertionError(folder)


def _in_one_currency(
    connection: DuckDBPyConnection, wanted: str | None
) -> tuple[str | None, tuple[Message, ...]]:
    query = (
        "SELECT currency, count(*) FROM order_rows WHERE currency IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    counts: dict[str, int] = dict(connection.execute(query).fetchall())
    if wanted is None and len(counts) > 1:
        raise UserError(
            "The orders are in more than one currency ({currencies}); choose one in the settings.",
            currencies=", ".join(f"{code} {rows}" for code, rows in counts.items()),
        )
    if wanted is not None and counts and wanted not in counts:
        raise UserError(
            "No order is in {currency}; the currencies of the orders are {currencies}.",
            currency=wanted,
            currencies=", ".join(counts),
        )
    kept = wanted or next(iter(counts), None)
    other = sum(rows for code, rows in counts.items() if code != kept)
    connection.execute("DELETE FROM order_rows WHERE currency <> $kept", {"kept": kept})
    skipped: Mapping[Skipped, int] = {"other_currency": other}
    return kept, tuple(
        notes_of_rows(rows=sum(counts.values()), skipped=skipped, without_customer=0, revenue_share=None)
    )
