"""A DuckDB connection in memory that fetches nothing and spills beside other temporary files."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import duckdb
from duckdb import DuckDBPyConnection

__all__ = ["connect", "connected"]


def connect(memory_limit: str = "2GB") -> DuckDBPyConnection:
    """Open a connection of bounded memory; its temporary folder is made when needed and goes with it."""
    spill = Path(tempfile.gettempdir()) / f"perennial-{uuid4().hex}"
    return duckdb.connect(
        config={
            "memory_limit": memory_limit,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


@contextmanager
def connected(memory_limit: str = "2GB") -> Iterator[DuckDBPyConnection]:
    """Give a connection until the block ends."""
    connection = connect(memory_limit)
    try:
        yield connection
    finally:
        connection.close()
