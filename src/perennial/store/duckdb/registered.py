"""Arrays that SQL may read for a while under a name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

__all__ = ["registered"]


@contextmanager
def registered(
    connection: DuckDBPyConnection, name: str, arrays: Mapping[str, NDArray[Any]]
) -> Iterator[None]:
    """Let SQL read arrays of one length as the columns of a table, until the block ends."""
    connection.register(name, {column: _packed(values) for column, values in arrays.items()})
    try:
        yield
    finally:
        connection.unregister(name)


def _packed(values: NDArray[Any]) -> NDArray[Any]:
    """Copy a view that skips or turns round: not every DuckDB reads those."""
    return values if values.strides == (values.itemsize,) else values.copy()
