import numpy as np
import pytest

from perennial.store.duckdb import log_of_columns


@pytest.fixture
def log_of():
    """Open a log of rows written as dicts; close it afterwards."""
    opened = []

    def log_of_rows(rows, **how):
        names = {name for row in rows for name in row}
        columns = {name: np.array([row.get(name) for row in rows], dtype=object) for name in names}
        columns["ordered_at"] = columns["ordered_at"].astype("datetime64[us]")
        for name in names & {"amount", "refunded_amount"}:
            columns[name] = np.array(
                [np.nan if each is None else each for each in columns[name]], dtype=float
            )
        opened.append(log_of_columns(columns, **how))
        return opened[-1]

    yield log_of_rows
    for log in opened:
        log.close()
