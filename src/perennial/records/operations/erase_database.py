"""Rewrite the database's own file, so that nothing of what was deleted is left in its free places."""

import time

from django.db import OperationalError, connection

__all__ = ["rewrite_database"]

_TRIES = 5
_PAUSE = 0.5  # seconds


def rewrite_database() -> bool:
    """Write an SQLite file anew and empty its log; False where somebody reads or writes all the time.

    Deleted rows are overwritten at once (`secure_delete`), but copies that were left when pages were split
    are not; a new file has none. A PostgreSQL server does the like by itself.
    """
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    for turn in range(_TRIES):
        if turn:
            time.sleep(_PAUSE)
        if _rewrite():
            return True
    return False


def _rewrite() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
            return not busy
    except OperationalError:
        return False
