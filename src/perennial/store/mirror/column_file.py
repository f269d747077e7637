"""Columns of one row a customer, kept as Parquet: whole-base results that are published and read again."""
# ruff: noqa: S608 - names are ours and values come quoted from sql_text

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.writing import copy_customers
from perennial.store.mirror.connection import connected
from perennial.store.reading.sql_text import literal

__all__ = ["Columns", "read_columns", "write_columns", "write_columns_without"]

#: Arrays of shape (n,) by name.
Columns = Mapping[str, NDArray[np.generic]]

_ID = "customer_id"


def write_columns(path: Path, columns: Columns, days: frozenset[str]) -> None:
    """Write columns, `customer_id` (texts) among them, in the order given.

    `days` names the columns of day numbers; `NO_DAY`, nan and the empty text are written as nothing.
    """
    ids = np.asarray(columns[_ID], dtype=np.str_)
    others = {name: values for name, values in columns.items() if name != _ID}
    with connected() as connection:
        with registered(connection, "given_ids", {"id": ids, "number": np.arange(len(ids))}):
            connection.execute("CREATE TEMP TABLE customers AS SELECT number, id FROM given_ids")
        copy_customers(connection, path, [others], days)


def read_columns(path: Path) -> dict[str, NDArray[np.generic]]:
    """Read them again: texts as objects, days as int32 day numbers, other numbers as they were."""
    with connected() as connection:
        found = connection.execute(f"SELECT * FROM read_parquet({literal(str(path))})").fetchnumpy()
    return {name: _plain(values) for name, values in found.items()}


def write_columns_without(path: Path, target: Path, ids: Iterable[str]) -> None:
    """Write the columns of a file again, without the rows of some customers."""
    with connected() as connection:
        connection.execute(
            "CREATE TEMP TABLE forgotten AS SELECT unnest($ids::VARCHAR[]) AS id", {"ids": [*ids]}
        )
        kept = f"SELECT * FROM read_parquet({literal(str(path))}) WHERE {_ID} NOT IN (FROM forgotten)"
        connection.execute(f"COPY ({kept}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)")


def _plain(values: NDArray[np.generic]) -> NDArray[np.generic]:
    nothing = np.ma.getmaskarray(values)
    plain = np.asarray(np.ma.getdata(values))
    if plain.dtype.kind == "M":
        days = plain.astype("datetime64[D]").astype(np.int64)
        return np.where(nothing | np.isnat(plain), NO_DAY, days).astype(np.int32)
    if plain.dtype.kind == "O":
        return np.where(nothing, "", plain)
    return np.where(nothing, np.nan, plain) if plain.dtype.kind == "f" else plain
