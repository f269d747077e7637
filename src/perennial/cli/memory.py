"""The memory that a command may take, and what of it is the engine's."""

import ctypes
import os
import re
from contextlib import suppress

from perennial.core.errors import UserError

__all__ = ["engine_limit", "give_back_freed", "memory_shares"]

_UNITS = {"MB": 1, "GB": 1000}
_MMAP_THRESHOLD = -3  # of mallopt
_LEAST = 400  # MB
#: While it reads and counts, the engine is nearly alone; afterwards the models need most.
_READING, _COUNTED = 0.75, 0.15


def engine_limit() -> str:
    """Give the engine's limit where nobody has set one: half of this machine's memory, from 2 GB to 4 GB."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6
    except (AttributeError, ValueError, OSError):  # not every system tells
        whole = 0.0
    return f"{round(min(max(whole / 2, 2000), 4000))}MB"


def give_back_freed() -> None:
    """Have arrays of a megabyte and more given back to the system when they are freed.

    The C library of most Linux systems keeps blocks of up to 32 MB, as arrays of some million customers are:
    with ten million customers that more than doubles what is held. Other systems are left as they are.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, 2**20)


def memory_shares(said: str) -> tuple[str, str]:
    """Give the engine's limits while it reads and once it has counted, of so much memory as ``2GB`` for all.

    Raises
    ------
    UserError
        It is not written so, or is too little to do anything with.
    """
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(MB|GB)", said.strip().upper())
    if found is None:
        raise UserError("the memory limit {limit} cannot be used; write it as 2GB", limit=said)
    size = float(found[1]) * _UNITS[found[2]]
    if size < _LEAST:
        raise UserError("the memory limit {limit} is too small: give 400MB or more", limit=said)
    return f"{round(size * _READING)}MB", f"{round(size * _COUNTED)}MB"
