"""Chooses the engine that counts: DuckDB in this process, a PostgreSQL server, or Spark."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.cleaning import CleaningRules
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.opening import open_log
from perennial.store.engine import Engine

__all__ = ["open_engine", "open_log_at"]


def open_log_at(
    store_url: str,
    *,
    connection: DuckDBPyConnection,
    folder: Path,
    rows: int,
    rejected: int,
    rules: CleaningRules,
    as_of: int | None = None,
    currency: str | None = None,
    notes: tuple[Message, ...] = (),
) -> DuckLog:
    """Count the order rows of a connection where the address says; see `open_engine` and `open_log`."""
    engine = open_engine(store_url, connection=connection, folder=folder)
    try:
        return open_log(
            connection,
            rows=rows,
            rejected=rejected,
            rules=rules,
            as_of=as_of,
            currency=currency,
            notes=notes,
            engine=engine,
        )
    except BaseException:
        if engine is not None:
            engine.close()
        raise


def open_engine(store_url: str, *, connection: DuckDBPyConnection, folder: Path) -> Engine | None:
    """Open the engine at an address and bring it the order rows; nothing where the embedded one is meant.

    Parameters
    ----------
    store_url
        ``postgresql://...``; ``spark://host:7077``, or ``spark:`` and another master; empty for the embedded
        engine.
    connection
        Holds ``order_rows``.
    folder
        For files in between.

    Raises
    ------
    UserError
        There is no such engine, it is not installed, or it cannot be reached.
    """
    scheme = store_url.partition(":")[0]
    if not store_url:
        return None
    if scheme in {"postgresql", "postgres"}:
        from perennial.store.postgresql.opening import open_postgresql_engine  # noqa: PLC0415 - optional

        return open_postgresql_engine(store_url, connection=connection, folder=folder)
    if scheme == "spark":
        from perennial.store.spark.opening import open_spark_engine  # noqa: PLC0415 - optional

        return open_spark_engine(store_url, connection=connection, folder=folder)
    raise UserError(
        "PERENNIAL_STORE_URL must start with postgresql: or spark:, not {said}; unset it to count right here",
        said=scheme,
    )
