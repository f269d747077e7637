"""The embedded engine: DuckDB in this process."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import filled_text
from perennial.store.engine import Columns, Values

__all__ = ["DuckEngine"]


@dataclass(frozen=True, slots=True)
class DuckEngine:
    """A `perennial.store.engine.Engine` over a connection, which it owns."""

    connection: DuckDBPyConnection

    @property
    def neighbours(self) -> str:
        """Sorted rows stay sorted, so that no window needs to sort them again."""
        return ""

    def tell(self, **values: object) -> None:
        """Set what ``getvariable`` gives from now on."""
        for name, value in values.items():
            self.connection.execute(f"SET VARIABLE {name} = $value", {"value": value})

    def make(self, name: str, values: Values | None = None, **names: str) -> None:
        """Carry out a text that makes a table, a view or a macro."""
        self.connection.execute(filled_text(name, names), values)

    def rows(self, name: str, values: Values | None = None, **names: str) -> list[tuple[Any, ...]]:
        """Give the few rows that a question has."""
        return self.connection.execute(filled_text(name, names), values).fetchall()

    def columns(self, name: str, values: Values | None = None, **names: str) -> Columns:
        """Give the many rows that a question has as arrays, masked where there is nothing."""
        return self.connection.execute(filled_text(name, names), values).fetchnumpy()

    def load(self, table: str, columns: Columns) -> None:
        """Make a table of arrays."""
        with registered(self.connection, "loaded", columns):
            self.connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM loaded")  # noqa: S608 - ours

    def given(self, table: str, columns: Columns) -> AbstractContextManager[None]:
        """Let texts read arrays as a table, until the block ends."""
        return registered(self.connection, table, columns)

    def drop(self, *tables: str) -> None:
        """Free tables that no later question needs."""
        for table in tables:
            self.connection.execute(f"DROP TABLE {table}")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
