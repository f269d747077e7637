"""People first: background work leaves the database alone while a page is being made.

In SQLite one writes at a time, and who waits looks again ten times a second: work that writes portion after
portion would leave no moment in which anybody else gets a turn. So pages say that they are there, and work
waits between two portions, though never for long. A file's lock says it, which goes with the process.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.db import connection

__all__ = ["give_way", "somebody_waits"]

_FILE = "pages.lock"
_AT_MOST, _LOOK_EVERY = 0.5, 0.01
#: Work that a page does itself waits for nobody.
_is_page: ContextVar[bool] = ContextVar("is_page", default=False)


@contextmanager
def somebody_waits() -> Iterator[None]:
    """Say that a page is being made while the block runs."""
    file, mark = _opened(), _is_page.set(True)
    try:
        if file is not None:
            fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        _is_page.reset(mark)
        if file is not None:
            os.close(file)


def give_way() -> None:
    """Wait until no page is being made, for half a second at most; call it between two transactions."""
    if connection.vendor != "sqlite" or _is_page.get():
        return
    until = time.monotonic() + _AT_MOST
    while _is_anybody_there() and time.monotonic() < until:
        time.sleep(_LOOK_EVERY)


def _is_anybody_there() -> bool:
    file = _opened()
    if file is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _opened() -> int | None:
    # A page is made whether or not it can be said.
    with suppress(OSError):
        return os.open(Path(settings.DATA_DIR, _FILE), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return None
