"""What the order log asks of the engine that holds the orders: to carry out texts and to give columns."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

__all__ = ["Columns", "Engine", "OtherEngine", "Values"]

Columns = Mapping[str, NDArray[Any]]
Values = Mapping[str, object]


class Engine(Protocol):
    """Carries out the texts of ``duckdb/sql``, each told by its name.

    `values` are the text's parameters (``$name``), `names` what stands in its braces.
    """

    @property
    def neighbours(self) -> str:
        """The window in which a purchase finds its neighbours; nothing where sorted rows stay sorted."""
        ...

    def tell(self, **values: object) -> None:
        """Set what ``getvariable`` gives from now on."""
        ...

    def make(self, name: str, values: Values | None = None, **names: str) -> None:
        """Carry out a text that makes a table, a view or a macro, which live as long as the engine."""
        ...

    def rows(self, name: str, values: Values | None = None, **names: str) -> list[tuple[Any, ...]]:
        """Give the few rows that a question has."""
        ...

    def columns(self, name: str, values: Values | None = None, **names: str) -> Columns:
        """Give the many rows that a question has as arrays of one length, by name."""
        ...

    def load(self, table: str, columns: Columns) -> None:
        """Make a table of arrays of numbers or texts of one length."""
        ...

    def given(self, table: str, columns: Columns) -> AbstractContextManager[None]:
        """Let texts read arrays as a table, until the block ends."""
        ...

    def drop(self, *tables: str) -> None:
        """Free tables that no later question needs."""
        ...

    def close(self) -> None:
        """Let go of the engine and of all that was made in it."""
        ...


class OtherEngine(Engine, Protocol):
    """An engine that is not the embedded one, and has to be given what was read."""

    def take_rows(self, connection: DuckDBPyConnection, folder: Path) -> None:
        """Copy ``order_rows`` of a DuckDB connection, by a file in a folder."""
        ...
