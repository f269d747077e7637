"""Opens a PostgreSQL session that holds the order rows that were read."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from perennial.core.errors import UserError
from perennial.store.engine import Engine

__all__ = ["open_postgresql_engine"]


def open_postgresql_engine(address: str, *, connection: DuckDBPyConnection, folder: Path) -> Engine:
    """Bring the order rows of a DuckDB connection to a server, into a temporary table of a new session.

    Parameters
    ----------
    address
        ``postgresql://user:password@host:port/base``.
    connection
        Holds ``order_rows``.
    folder
        For files in between.

    Raises
    ------
    UserError
        The driver is not installed, or the server refuses.
    """
    try:
        import psycopg  # noqa: PLC0415 - the driver is an optional extra

        from perennial.store.dialects.adapting import for_postgresql  # noqa: PLC0415
        from perennial.store.dialects.rendering import Renderer  # noqa: PLC0415
        from perennial.store.postgresql.engine import PostgresqlEngine  # noqa: PLC0415
        from perennial.store.postgresql.shipping import ship_rows  # noqa: PLC0415
    except ImportError as error:
        raise UserError(
            "counting in PostgreSQL needs its driver; "
            "install it with: pip install 'perennial-crm[postgresql]'"
        ) from error
    try:
        session = psycopg.connect(address, autocommit=True)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise UserError("PERENNIAL_STORE_URL cannot be reached: {reason}", reason=reason) from error
    try:
        ship_rows(connection, session, folder)
    except BaseException:
        session.close()
        raise
    return PostgresqlEngine(connection=session, renderer=Renderer(dialect="postgres", adapt=for_postgresql))
