"""Files of one row a customer, and of rejected rows, written by the database in bulk."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import sql_text

__all__ = ["Columns", "copy_customers", "copy_rejects"]

#: Arrays of one length by name.
Columns = Mapping[str, NDArray[np.generic]]

_AT_ONCE = 2**24  # bytes that are added to a file
_MONEY = frozenset({"monetary_value", "value_at_risk", "expected_gain", "total", "repeat_mean"})


def copy_customers(
    connection: DuckDBPyConnection,
    path: Path,
    pieces: Iterable[Columns],
    days: frozenset[str],
) -> None:
    """Write one row a customer as CSV or Parquet (by suffix): the id, then the columns in order.

    In CSV money has 2 decimals and other fractions 6, and no cell starts like a formula of a spreadsheet.

    Parameters
    ----------
    connection
        Holds the table ``customers``, of n rows.
    pieces
        Columns of customers that follow each other, n in all and of one type everywhere: numbers, truth
        values, or texts (None or an empty text is written as nothing). One that names none holds all.
    days
        Names of the columns that hold day numbers; `NO_DAY` is written as nothing, as nan is.
    """
    parquet = path.suffix.lower() == ".parquet"
    connection.execute(sql_text("date_of_day").format(no_day=NO_DAY))
    connection.execute(sql_text("harmless"))
    first = 0
    for columns in pieces:
        given = {f"c{i}": _plain(values) for i, values in enumerate(columns.values())}
        count = len(next(iter(given.values()))) if given else _ids(connection)
        query = sql_text("customer_file").format(
            cells=", ".join(_cells(columns, days, parquet=parquet)), first=first, until=first + count
        )
        with registered(connection, "given", given | {"place": np.arange(count)}):
            _take_piece(connection, query, path, first=first, parquet=parquet)
        first += count
    if parquet:
        _copy(connection, "FROM written_customers", path, parquet=True)
        connection.execute("DROP TABLE written_customers")


def copy_rejects(connection: DuckDBPyConnection, path: Path, reasons: Mapping[str, str]) -> None:
    """Write the rejected rows as CSV, in the order of the source, each with the sentence of its reason."""
    connection.execute("CREATE OR REPLACE TEMP TABLE reject_reasons (code VARCHAR, sentence VARCHAR)")
    if reasons:
        connection.executemany("INSERT INTO reject_reasons VALUES (?, ?)", list(reasons.items()))
    connection.execute(sql_text("harmless"))
    _copy(connection, sql_text("rejects"), path, parquet=False)


def _ids(connection: DuckDBPyConnection) -> int:
    return int(connection.execute(sql_text("customers_total")).fetchall()[0][0])


def _cells(columns: Columns, days: frozenset[str], *, parquet: bool) -> Iterator[str]:
    yield "id AS customer_id" if parquet else "harmless(id) AS customer_id"
    for i, (name, values) in enumerate(columns.items()):
        cell = f"date_of_day(c{i})" if name in days else _cell(f"c{i}", name, values, parquet=parquet)
        yield f"{cell} AS {_quoted(name)}"


def _take_piece(connection: DuckDBPyConnection, query: str, path: Path, *, first: int, parquet: bool) -> None:
    """Keep a piece for a Parquet file, which is written whole; add it to a CSV file."""
    if parquet:
        way = "INSERT INTO written_customers" if first else "CREATE TEMP TABLE written_customers AS"
        connection.execute(f"{way} {query}")
    elif not first:
        _copy(connection, query, path, parquet=False)
    else:
        part = path.with_name(f"{path.name}.part")
        _copy(connection, query, part, parquet=False, header=False)
        with path.open("ab") as whole, part.open("rb") as more:
            shutil.copyfileobj(more, whole, _AT_ONCE)
        part.unlink()


def _copy(
    connection: DuckDBPyConnection, query: str, path: Path, *, parquet: bool, header: bool = True
) -> None:
    csv = f"FORMAT csv, HEADER {str(header).lower()}, DELIMITER ','"
    form = "FORMAT parquet, COMPRESSION zstd" if parquet else csv
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
