"""What trouble outside the program an error comes from: a full disk, a database that does not answer."""

import errno
from collections.abc import Iterator
from typing import Final, Literal

from django.db.utils import InterfaceError, OperationalError

__all__ = ["Trouble", "trouble_of"]

#: "full": nothing more can be written; "away": the database went away, is starting, or is locked.
Trouble = Literal["full", "away"]

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_FULL: Final = ("disk is full", "no space left", "disk full", "quota exceeded")
#: Words of PostgreSQL, its driver and SQLite.
_AWAY: Final = (
    "connection", "terminating", "server closed", "the database system is", "could not receive data",
    "could not send data", "consuming input failed", "is locked",
)  # fmt: skip
_DATABASES: Final = (OperationalError, InterfaceError)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Say what an error comes from, or any that led to it; None where that is neither.

    Parameters
    ----------
    error
        As it was caught.
    """
    told = [found for each in _chain(error) if (found := _of_one(each)) is not None]
    return "full" if "full" in told else next(iter(told), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _of_one(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError):
        return "full" if error.errno in _NO_ROOM else None
    said = str(error).casefold()
    is_duckdb = type(error).__module__.endswith("duckdb")
    if (is_duckdb or isinstance(error, _DATABASES)) and any(words in said for words in _FULL):
        return "full"
    return "away" if isinstance(error, _DATABASES) and any(words in said for words in _AWAY) else None
