"""An order log from arrays instead of a file, for benches, tests and simulated businesses."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from perennial.ingest.cleaning import CleaningRules
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.opening import open_log
from perennial.store.duckdb.order_columns import ORDER_COLUMNS
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import sql_text

__all__ = ["log_of_arrays", "log_of_columns", "rows_of_columns"]


def log_of_arrays(
    customer_ids: Sequence[str] | NDArray[np.str_] | NDArray[np.int64],
    days: NDArray[np.int32] | NDArray[np.int64],
    amounts: NDArray[np.float64] | None = None,
    *,
    as_of: int | None = None,
    rules: CleaningRules | None = None,
) -> DuckLog:
    """Open an order log of m orders, all arrays of shape (m,).

    Parameters
    ----------
    customer_ids
        Texts, or whole numbers, which are written as texts.
    days
        Day numbers.
    amounts
        Money, refunds negative; nothing where the log has no amounts.
    as_of
        End of observation; the last day present when not said.
    """
    columns = {
        "customer_id": np.asarray(customer_ids),
        "ordered_at": np.asarray(days, dtype=np.int64).astype("datetime64[D]").astype("datetime64[us]"),
    }
    if amounts is not None:
        columns["amount"] = np.asarray(amounts, dtype=np.float64)
    return log_of_columns(columns, as_of=as_of, rules=rules)


def log_of_columns(
    columns: Mapping[str, NDArray[Any]],
    *,
    as_of: int | None = None,
    rules: CleaningRules | None = None,
) -> DuckLog:
    """Open an order log of m rows; the arrays of shape (m,) stand under canonical names.

    `customer_id` and `ordered_at` (datetime64) are needed; in arrays of objects None stands for nothing.
    """
    connection = rows_of_columns(columns)
    rows = len(columns["customer_id"])
    return open_log(connection, rows=rows, rejected=0, rules=rules or CleaningRules(), as_of=as_of)


def rows_of_columns(columns: Mapping[str, NDArray[Any]]) -> duckdb.DuckDBPyConnection:
    """Give a connection that holds ``order_rows`` of m rows and no rejects; see `log_of_columns`."""
    cells = ", ".join(
        f"{name if name in columns else 'NULL'}::{kind} AS {name}" for name, kind in ORDER_COLUMNS.items()
    )
    connection = duckdb.connect()
    with registered(connection, "given", columns):
        connection.execute(sql_text("rows_of_columns").format(cells=cells))
    connection.execute(sql_text("no_rejects"))
    return connection
