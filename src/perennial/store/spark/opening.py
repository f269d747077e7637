"""Opens a Spark session that holds the order rows that were read."""
# ruff: noqa: S608 - names are ours, the path comes quoted

from pathlib import Path

from duckdb import DuckDBPyConnection

from perennial.core.errors import UserError
from perennial.store.duckdb.order_columns import ORDER_COLUMNS
from perennial.store.engine import Engine
from perennial.store.reading.sql_text import literal

__all__ = ["open_spark_engine"]


def open_spark_engine(address: str, *, connection: DuckDBPyConnection, folder: Path) -> Engine:
    """Bring the order rows of a DuckDB connection to Spark, into a view of a new session.

    Parameters
    ----------
    address
        ``spark://host:7077``, or ``spark:`` and another master: ``spark:local[4]``, ``spark:yarn``.
    connection
        Holds ``order_rows``.
    folder
        For files in between; a cluster must see it at the same place.

    Raises
    ------
    UserError
        Spark or Java is not installed, or Spark cannot be reached.
    """
    try:
        from perennial.store.dialects.adapting import for_spark  # noqa: PLC0415 - an optional extra
        from perennial.store.dialects.rendering import Renderer  # noqa: PLC0415
        from perennial.store.spark.engine import SparkEngine  # noqa: PLC0415
        from perennial.store.spark.sessions import master_of, new_session  # noqa: PLC0415
    except ImportError as error:
        raise UserError(
            "counting on Spark needs its library; install it with: pip install 'perennial-crm[spark]'"
        ) from error
    engine = SparkEngine(
        session=new_session(master_of(address)), renderer=Renderer(dialect="spark", adapt=for_spark)
    )
    path = folder / "order_rows.parquet"
    columns = ", ".join(ORDER_COLUMNS)
    connection.execute(
        f'COPY (SELECT "row", {columns} FROM order_rows) TO {literal(str(path))} (FORMAT parquet)'
    )
    engine.keep("order_rows", engine.session.read.parquet(str(path)))
    return engine
