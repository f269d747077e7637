"""The engine that is a PostgreSQL server: temporary tables of one session, gone when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from perennial.core.errors import UserError
from perennial.store.dialects.rendering import Rendered, Renderer
from perennial.store.engine import Columns, Values
from perennial.store.postgresql.shipping import ship_rows

__all__ = ["PostgresqlEngine"]

#: By the first letter of NumPy's kinds. Texts sort by their bytes, as they do everywhere else in the store.
_TYPES = {"U": 'text COLLATE "C"', "i": "bigint", "f": "double precision"}
#: What numbers of types of the server become.
_NUMBERS = {16: "?", 20: "i8", 21: "i8", 23: "i8", 701: "f8", 1114: "M8[us]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresqlEngine:
    """A `perennial.store.engine.Engine` over a connection, which it owns."""

    connection: "psycopg.Connection[tuple[Any, ...]]"
    renderer: Renderer

    @property
    def neighbours(self) -> str:
        """A server may give rows in any order."""
        return "PARTITION BY customer ORDER BY day"

    def tell(self, **values: object) -> None:
        """Set what ``getvariable`` gives from now on."""
        self.renderer.tell(**values)

    def make(self, name: str, values: Values | None = None, **names: str) -> None:
        """Make a temporary table or view, or remember a macro."""
        made = self.renderer.render(name, values, names)
        if made.kind == "view":
            self._run(f"CREATE OR REPLACE TEMP VIEW {made.name} AS {made.query}")
        elif made.kind == "table":
            self._make_table(made)

    def rows(self, name: str, values: Values | None = None, **names: str) -> list[tuple[Any, ...]]:
        """Give the few rows that a question has."""
        return self._run(self.renderer.render(name, values, names).query).fetchall()

    def columns(self, name: str, values: Values | None = None, **names: str) -> Columns:
        """Give the many rows that a question has as arrays; nan where a number lacks."""
        cursor = self._run(self.renderer.render(name, values, names).query)
        described = cursor.description or []
        columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(described)
        return {
            column.name: _array(values, column.type_code)
            for column, values in zip(described, columns, strict=True)
        }

    def load(self, table: str, columns: Columns) -> None:
        """Make a temporary table of arrays."""
        cells = ", ".join(f"{name} {_TYPES[values.dtype.kind]}" for name, values in columns.items())
        self._run(f"CREATE TEMP TABLE {table} ({cells})")
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy,
        ):
            for row in zip(*(values.tolist() for values in columns.values()), strict=True):
                copy.write_row(row)
        self._run(f"ANALYZE {table}")

    @contextmanager
    def given(self, table: str, columns: Columns) -> Iterator[None]:
        """Let texts read arrays as a table, until the block ends."""
        self.load(table, columns)
        try:
            yield
        finally:
            self.drop(table)

    def take_rows(self, connection: DuckDBPyConnection, folder: Path) -> None:
        """Copy ``order_rows`` of a DuckDB connection, by a file in a folder."""
        ship_rows(connection, self.connection, folder)

    def drop(self, *tables: str) -> None:
        """Free tables that no later question needs."""
        self._run(f"DROP TABLE {', '.join(tables)}")

    def close(self) -> None:
        """End the session, and with it all that was made in it."""
        self.connection.close()

    def _make_table(self, made: Rendered) -> None:
        self._run(f"DROP TABLE IF EXISTS pg_temp.{made.name}")
        self._run(f"CREATE TEMP TABLE {made.name} AS {made.query}")
        # Nobody looks at temporary tables by itself, and the server plans by what it knows of them.
        self._run(f"ANALYZE {made.name}")

    def _run(self, text: str) -> "psycopg.Cursor[tuple[Any, ...]]":
        try:
            return self.connection.execute(text.encode())
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[0]
            raise UserError("PostgreSQL refuses: {reason}", reason=reason) from error


def _array(values: tuple[Any, ...], kind: int) -> NDArray[Any]:
    wanted = _NUMBERS.get(kind, "O")
    return np.array(values, dtype="f8" if wanted in {"?", "i8"} and None in values else wanted)
