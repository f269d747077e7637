import numpy as np
import pytest

from perennial.core.errors import UserError
from perennial.store import duckdb, memory


def columns_of(rows):
    names = [name for name in memory.OrderRow.__dataclass_fields__ if name != "row"]
    columns = {name: np.array([getattr(row, name) for row in rows], dtype=object) for name in names}
    columns["ordered_at"] = columns["ordered_at"].astype("datetime64[us]")
    for name in ("amount", "refunded_amount"):
        if all(each is None for each in columns[name]):
            del columns[name]
        else:
            columns[name] = np.array(
                [np.nan if each is None else each for each in columns[name]], dtype=float
            )
    return columns


@pytest.fixture
def both():
    """Open the same rows through both stores: two logs, or the errors that refuse them."""
    return lambda rows, **how: (
        attempt(memory.open_log, rows, **how),
        attempt(duckdb.log_of_columns, columns_of(rows), **how),
    )


def attempt(opening, rows, **how):
    try:
        return opening(rows, **how)
    except UserError as refused:
        return refused
