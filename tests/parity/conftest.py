import pytest
from order_samples import columns_of

from perennial.core.errors import UserError
from perennial.store import duckdb, memory


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
