"""The engine that is a Spark session: every table is a view of that session, kept where the executors are."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.storagelevel import StorageLevel

from perennial.core.errors import UserError
from perennial.store.dialects.rendering import Renderer
from perennial.store.duckdb.order_columns import ORDER_COLUMNS
from perennial.store.engine import Columns, Values
from perennial.store.reading.sql_text import literal

__all__ = ["SparkEngine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkEngine:
    """A `perennial.store.engine.Engine` over a session of its own."""

    session: SparkSession
    renderer: Renderer
    kept: dict[str, DataFrame] = field(default_factory=dict)

    @property
    def neighbours(self) -> str:
        """Rows are spread over machines, and have no order."""
        return "PARTITION BY customer ORDER BY day"

    def tell(self, **values: object) -> None:
        """Set what ``getvariable`` gives from now on."""
        self.renderer.tell(**values)

    def make(self, name: str, values: Values | None = None, **names: str) -> None:
        """Make a view, which keeps its rows where the text makes a table, or remember a macro."""
        made = self.renderer.render(name, values, names)
        if made.kind == "view":
            self.session.sql(made.query).createOrReplaceTempView(made.name)
        elif made.kind == "table":
            self.keep(made.name, self.session.sql(made.query))

    def rows(self, name: str, values: Values | None = None, **names: str) -> list[tuple[Any, ...]]:
        """Give the few rows that a question has."""
        found = self._found(name, values, names)
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def columns(self, name: str, values: Values | None = None, **names: str) -> Columns:
        """Give the many rows that a question has as arrays; nan where a number lacks."""
        found = self._found(name, values, names)
        return {each: found.column(each).to_numpy() for each in found.column_names}

    def load(self, table: str, columns: Columns) -> None:
        """Make a view of arrays."""
        given = pa.table({name: pa.array(values) for name, values in columns.items()})
        self.keep(table, self.session.createDataFrame(given))

    @contextmanager
    def given(self, table: str, columns: Columns) -> Iterator[None]:
        """Let texts read arrays as a table, until the block ends."""
        self.load(table, columns)
        try:
            yield
        finally:
            self.drop(table)

    def take_rows(self, connection: DuckDBPyConnection, folder: Path) -> None:
        """Copy ``order_rows`` of a DuckDB connection, by a file in a folder that all machines see."""
        path = str(folder / "order_rows.parquet")
        cells = ", ".join(("row", *ORDER_COLUMNS))
        connection.execute(f"COPY (SELECT {cells} FROM order_rows) TO {literal(path)} (FORMAT parquet)")  # noqa: S608
        self.keep("order_rows", self.session.read.parquet(path))

    def keep(self, table: str, frame: DataFrame) -> None:
        """Make a view whose rows are computed once."""
        former = self.kept.pop(table, None)
        self.kept[table] = frame.persist(StorageLevel.MEMORY_AND_DISK)
        self.kept[table].createOrReplaceTempView(table)
        if former is not None:
            former.unpersist()

    def drop(self, *tables: str) -> None:
        """Free tables that no later question needs."""
        for table in tables:
            self.session.catalog.dropTempView(table)
            self.kept.pop(table).unpersist()

    def close(self) -> None:
        """Free all that was kept; Spark itself runs on until this process ends."""
        for table in [*self.kept]:
            self.drop(table)

    def _found(self, name: str, values: Values | None, names: Mapping[str, str]) -> pa.Table:
        try:
            return self.session.sql(self.renderer.render(name, values, names).query).toArrow()
        except PySparkException as error:
            reason = str(error).strip().splitlines()[0]
            raise UserError("Spark refuses: {reason}", reason=reason) from error
