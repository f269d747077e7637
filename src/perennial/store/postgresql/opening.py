"""Opens a session of a PostgreSQL server as an engine."""

from perennial.core.errors import UserError
from perennial.store.engine import OtherEngine

__all__ = ["open_postgresql_engine"]


def open_postgresql_engine(address: str, *, zone: str) -> OtherEngine:
    """Open a session of its own, in which nothing is made but temporary tables.

    Parameters
    ----------
    address
        ``postgresql://user:password@host:port/base``.
    zone
        Time zone in which moments of its tables are seen.

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
    except ImportError as error:
        raise UserError(
            "counting in PostgreSQL needs its driver; "
            "install it with: pip install 'perennial-crm[postgresql]'"
        ) from error
    try:
        session = psycopg.connect(address, autocommit=True)
        session.execute("SELECT set_config('TimeZone', %s, false)", [zone])
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise UserError("PERENNIAL_STORE_URL cannot be reached: {reason}", reason=reason) from error
    return PostgresqlEngine(connection=session, renderer=Renderer(dialect="postgres", adapt=for_postgresql))
