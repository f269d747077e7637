"""Chooses the engine that counts: DuckDB in this process, a PostgreSQL server, or Spark."""

from collections.abc import Callable
from pathlib import Path

from duckdb import DuckDBPyConnection

from perennial.core.errors import UserError
from perennial.ingest.options import ReadingOptions
from perennial.store.engine import OtherEngine
from perennial.store.reading.raw_orders import RawOrders, read_orders
from perennial.store.table_orders import TABLE, read_table

__all__ = ["bring_rows", "read_rows"]


def read_rows(
    address: str,
    options: ReadingOptions,
    *,
    store_url: str,
    progress: Callable[[float], None] | None = None,
) -> tuple[RawOrders, OtherEngine | None]:
    """Read the order rows at an address into the engine that counts.

    Parameters
    ----------
    address
        As `read_orders` takes it, or ``store:TABLE`` for a table that the engine holds, which stays there.
    store_url
        ``postgresql://...``; ``spark://host:7077``, or ``spark:`` and another master; empty for the embedded
        engine.

    Returns
    -------
    How they were read, and the engine that holds ``order_rows``: None where that is the embedded one.

    Raises
    ------
    UserError
        The log cannot be used; or there is no such engine, it is not installed, or it cannot be reached.
    """
    if address.startswith(TABLE):
        engine = _engine_of_tables(address, store_url, options)
        try:
            return read_table(engine, address, options), engine
        except BaseException:
            engine.close()
            raise
    raw = read_orders(address, options, progress=progress)
    try:
        return raw, bring_rows(store_url, connection=raw.connection, folder=raw.workspace.folder)
    except BaseException:
        raw.close()
        raise


def bring_rows(store_url: str, *, connection: DuckDBPyConnection, folder: Path) -> OtherEngine | None:
    """Bring ``order_rows`` of a connection to the engine at an address; None for the embedded engine.

    Parameters
    ----------
    folder
        For files in between; a cluster must see it at the same place.
    """
    if not store_url:
        return None
    engine = _opened(store_url, zone="UTC")
    try:
        engine.take_rows(connection, folder)
    except BaseException:
        engine.close()
        raise
    return engine


def _engine_of_tables(address: str, store_url: str, options: ReadingOptions) -> OtherEngine:
    if not store_url:
        raise UserError("{address}: PERENNIAL_STORE_URL must say where that table is", address=address)
    return _opened(store_url, zone=options.time_zone or "UTC")


def _opened(store_url: str, *, zone: str) -> OtherEngine:
    scheme = store_url.partition(":")[0]
    if scheme in {"postgresql", "postgres"}:
        from perennial.store.postgresql.opening import open_postgresql_engine  # noqa: PLC0415 - optional

        return open_postgresql_engine(store_url, zone=zone)
    if scheme == "spark":
        from perennial.store.spark.opening import open_spark_engine  # noqa: PLC0415 - optional

        return open_spark_engine(store_url, zone=zone)
    raise UserError(
        "PERENNIAL_STORE_URL must start with postgresql: or spark:, not {said}; unset it to count right here",
        said=scheme,
    )
