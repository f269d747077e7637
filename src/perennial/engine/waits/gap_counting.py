"""Gaps counted from purchases in memory: what every store must agree with."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_table import GROUPS, GapTable

__all__ = ["LAST_RUNG", "gap_table_of"]

#: The last step of the ladder holds this purchase and all later ones.
LAST_RUNG = 10


def gap_table_of(log: PurchaseLog, as_of: int, by: Literal["none", "rung", "month"] = "none") -> GapTable:
    """Count the gaps that started on or before day `as_of`, as seen at its end.

    Parameters
    ----------
    log
        Purchases; the number of a customer is the position in the log.
    as_of
        Day number of the end of observation; later purchases are not looked at.
    by
        What the rows are split by (`GapTable.level`).
    """
    seen = log.day <= as_of
    start, customer = log.day[seen].astype(np.int64), log.customer[seen]
    closed = np.append(customer[1:] == customer[:-1], False) if len(customer) else np.zeros(0, bool)
    duration = np.where(closed, np.append(start[1:], as_of), as_of) - start
    keys = np.column_stack([_level(start, customer, by), customer % GROUPS, duration, closed])
    weight = 1.0 / np.bincount(customer)[customer] if len(customer) else np.zeros(0)
    return _counted(as_of, keys.astype(np.int64), weight)


def _level(start: NDArray[np.int64], customer: NDArray[np.intp], by: str) -> NDArray[np.int64]:
    if by == "month":
        return start.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * 1970
    if by == "rung":
        rung: NDArray[np.int64] = np.arange(1, len(start) + 1) - np.searchsorted(customer, customer)
        return np.minimum(rung, LAST_RUNG)
    return np.zeros(len(start), dtype=np.int64)


def _counted(as_of: int, keys: NDArray[np.int64], weight: Floats) -> GapTable:
    rows, index = np.unique(keys, axis=0, return_inverse=True)
    index = index.reshape(-1)
    return GapTable(
        as_of=as_of,
        level=rows[:, 0].astype(np.int32),
        group=rows[:, 1].astype(np.int32),
        duration=rows[:, 2].astype(np.int32),
        closed=rows[:, 3].astype(bool),
        count=np.bincount(index, minlength=len(rows)).astype(np.float64),
        weight=np.bincount(index, weight, minlength=len(rows)).astype(np.float64),
    )
