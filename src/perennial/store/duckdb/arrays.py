"""An order log from arrays instead of a file, for benches, tests and simulated businesses."""

from collections.abc import Sequence

import duckdb
import numpy as np
from numpy.typing import NDArray

from perennial.ingest.cleaning import CleaningRules
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.opening import open_log
from perennial.store.duckdb.texts import sql_text

__all__ = ["log_of_arrays"]


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
        Money, none negative; nothing where the log has no amounts.
    as_of
        End of observation; the last day present when not said.
    """
    orders = {"customer_id": np.asarray(customer_ids), "day": np.asarray(days, dtype=np.int32)}
    if amounts is not None:
        orders["amount"] = np.asarray(amounts, dtype=np.float64)
    connection = duckdb.connect()
    connection.register("given", orders)
    amount = "NULL::DOUBLE" if amounts is None else "amount"
    connection.execute(sql_text("rows_of_arrays").format(amount=amount))
    connection.unregister("given")
    connection.execute(sql_text("no_rejects"))
    return open_log(
        connection, rows=len(orders["day"]), rejected=0, rules=rules or CleaningRules(), as_of=as_of
    )
