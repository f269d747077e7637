"""Files of one row a customer, and of rejected rows, written by the database in bulk."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import sql_text

__all__ = ["copy_customers", "copy_rejects"]

_MONEY = frozenset({"monetary_value", "value_at_risk", "expected_gain", "total", "repeat_mean"})


def copy_customers(
    connection: DuckDBPyConnection,
    customers: int,
    path: Path,
    columns: Mapping[str, NDArray[np.generic]],
    days: frozenset[str],
) -> None:
    """Write one row a customer as CSV or Parquet (by suffix): the id, then the columns in order.

    In CSV money has 2 decimals and other fractions 6, and no cell starts like a formula of a spreadsheet.

    Parameters
    ----------
    connection, customers
        Holds the table ``customers``, of n rows.
    columns
        Arrays of shape (n,): numbers, truth values, or texts (None or an empty text is written as nothing).
    days
        Names of the columns that hold day numbers; `NO_DAY` is written as nothing, as nan is.
    """
    parquet = path.suffix.lower() == ".parquet"
    given = {f"c{i}": _plain(values) for i, values in enumerate(columns.values())}
    cells = ["id AS customer_id" if parquet else "harmless(id) AS customer_id"]
    for i, (name, values) in enumerate(columns.items()):
        cell = f"date_of_day(c{i})" if name in days else _cell(f"c{i}", name, values, parquet=parquet)
        cells.append(f"{cell} AS {_quoted(name)}")
    connection.execute(sql_text("date_of_day").format(no_day=NO_DAY))
    connection.execute(sql_text("harmless"))
    text = sql_text("customer_file").format(cells=", ".join(cells))
    with registered(connection, "given", given | {"place": np.arange(customers)}):
        _copy(connection, text, path, parquet=parquet)


def copy_rejects(connection: DuckDBPyConnection, path: Path, reasons: Mapping[str, str]) -> None:
    """Write the rejected rows as CSV, in the order of the source, each with the sentence of its reason."""
    connection.execute("CREATE OR REPLACE TEMP TABLE reject_reasons (code VARCHAR, sentence VARCHAR)")
    if reasons:
        connection.executemany("INSERT INTO reject_reasons VALUES (?, ?)", list(reasons.items()))
    connection.execute(sql_text("harmless"))
    _copy(connection, sql_text("rejects"), path, parquet=False)


def _copy(connection: DuckDBPyConnection, query: str, path: Path, *, parquet: bool) -> None:
    form = "FORMAT parquet, COMPRESSION zstd" if parquet else "FORMAT csv, HEADER, DELIMITER ','"
    connection.execute(f"COPY ({query}) TO {_literal(str(path))} ({form})")


def _cell(cell: str, name: str, values: NDArray[np.generic], *, parquet: bool) -> str:
    if values.dtype.kind in "OUS":
        return f"nullif({cell}, '')" if parquet else f"harmless(nullif({cell}, ''))"
    if parquet or values.dtype.kind != "f":
        return cell
    return f"round({cell}, {2 if name in _MONEY else 6})"


def _plain(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Give texts a type that does not depend on the first of them."""
    if values.dtype.kind != "O":
        return values
    return np.array(["" if each is None else str(each) for each in values], dtype=np.str_)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
