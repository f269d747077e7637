"""Opens a session of Spark as an engine."""

from perennial.core.errors import UserError
from perennial.store.engine import OtherEngine

__all__ = ["open_spark_engine"]


def open_spark_engine(address: str, *, zone: str) -> OtherEngine:
    """Open a session of its own, in which nothing is made but temporary views.

    Parameters
    ----------
    address
        ``spark://host:7077``, or ``spark:`` and another master: ``spark:local[4]``, ``spark:yarn``.
    zone
        Time zone in which moments of its tables are seen.

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
    session = new_session(master_of(address))
    session.conf.set("spark.sql.session.timeZone", zone)
    return SparkEngine(session=session, renderer=Renderer(dialect="spark", adapt=for_spark))
