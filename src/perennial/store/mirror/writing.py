"""Months of orders written as Parquet, each whole or not at all."""
# ruff: noqa: S608 - names are ours and values come quoted from sql_text

import csv
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from duckdb import DuckDBPyConnection

from perennial.store.mirror.connection import connected
from perennial.store.mirror.manifest import (
    Manifest,
    MonthFile,
    digest_of,
    publish,
    read_manifest,
    writing_folder,
)
from perennial.store.mirror.mirror_order import COLUMNS, MirrorOrder
from perennial.store.reading.sql_text import literal

__all__ = ["copy_month", "write_months"]

_MONTH = "strftime(ordered_at, '%Y-%m')"
#: One order of rows, whoever gives them: equal orders make equal files.
_ORDER = ", ".join(["ordered_at", *(name for name in COLUMNS if name != "ordered_at")])


def write_months(folder: Path, rows: Iterable[MirrorOrder], months: Iterable[str] | None = None) -> Manifest:
    """Rewrite some months of the mirror, or all of it; readers see all of it before, or all of it after.

    Parameters
    ----------
    folder
        The mirror; made where it is not there.
    rows
        All orders of the months named, in any order.
    months
        Names ``YYYY-MM`` (`month_name`): those without rows are emptied, others stay as they are. None
        rewrites the whole mirror.

    Returns
    -------
    The mirror as it is now.

    Raises
    ------
    ValueError
        An order has no customer, lies in a month that is not named, or has a time zone.
    MirrorChangedError
        Somebody else wrote meanwhile.
    """
    before = read_manifest(folder)
    with writing_folder(folder) as aside, connected() as connection:
        _load(connection, rows, aside / "rows.csv")
        found = [name for (name,) in connection.execute(f"SELECT DISTINCT {_MONTH} FROM given").fetchall()]
        wanted = {*found, *before.months} if months is None else set(months)
        if not wanted.issuperset(found):
            raise ValueError(f"Orders lie in months not named: {sorted(set(found) - wanted)}")
        changed: dict[str, MonthFile | None] = dict.fromkeys(wanted)
        for name in found:
            query = f"SELECT * FROM given WHERE {_MONTH} = {literal(name)} ORDER BY {_ORDER}"
            changed[name] = copy_month(connection, query, aside / f"{name}.parquet")
        return publish(folder, aside, before, changed)


def copy_month(connection: DuckDBPyConnection, query: str, path: Path) -> MonthFile:
    """Write the rows of a query as the file of one month."""
    connection.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    counted = connection.execute(f"SELECT count(*) FROM read_parquet({literal(str(path))})").fetchall()
    return MonthFile(rows=int(counted[0][0]), sha256=digest_of(path))


def _load(connection: DuckDBPyConnection, rows: Iterable[MirrorOrder], path: Path) -> None:
    # A file is the quickest way in that reads texts as they are: a row at a time takes minutes.
    cells = attrgetter(*COLUMNS)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(cells(_checked(row)) for row in rows)
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in COLUMNS.items())
    connection.execute(
        f"CREATE TEMP TABLE given AS SELECT * FROM read_csv({literal(str(path))}, columns = {{{columns}}}, "
        "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        "new_line = '\\n', parallel = false, max_line_size = 16777216)"
    )


def _checked(row: MirrorOrder) -> MirrorOrder:
    if not row.customer_id:
        raise ValueError(f"Order {row.order_id} has no customer")
    if not isinstance(row.ordered_at, datetime) or row.ordered_at.tzinfo is not None:
        raise ValueError(f"Order {row.order_id}: its moment must be on the clock of the business")
    return row
