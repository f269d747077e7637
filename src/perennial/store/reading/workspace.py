"""A DuckDB connection of bounded memory with a folder for everything temporary."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from perennial.core.errors import UserError

__all__ = ["Workspace", "open_workspace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The connection and its folder; `close` removes both."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def one(self, sql: str) -> tuple[object, ...]:
        """Give the only row of a query."""
        rows = self.all(sql)
        if len(rows) != 1:
            raise AssertionError(sql)
        return rows[0]

    def count(self, sql: str) -> int:
        """Give the only number of a query."""
        return int(str(self.one(sql)[0]))

    def all(self, sql: str) -> list[tuple[object, ...]]:
        """Give all rows of a query that has few."""
        return [tuple(row) for row in self.connection.execute(sql).fetchall()]

    def limit_memory(self, limit: str) -> None:
        """Take no more memory than this from now on; what was kept there goes to temporary files."""
        self.connection.execute(f"SET memory_limit = '{limit}'")

    def close(self) -> None:
        """Close the connection and remove all temporary files."""
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def open_workspace(memory_limit: str) -> Workspace:
    """Open an in-memory database that spills into a temporary folder and never fetches extensions.

    Raises
    ------
    UserError
        The memory limit cannot be understood.
    """
    folder = Path(tempfile.mkdtemp(prefix="perennial-"))
    try:
        connection = duckdb.connect(
            config={
                "memory_limit": memory_limit,
                "temp_directory": str(folder / "spill"),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UserError(
            "the memory limit {limit} cannot be used; write it as 2GB", limit=memory_limit
        ) from error
    return Workspace(connection=connection, folder=folder)
