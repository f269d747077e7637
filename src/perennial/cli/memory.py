"""The memory that a command may take, and what of it is the engine's."""

import os
import re

from perennial.core.errors import UserError

__all__ = ["engine_limit", "memory_shares"]

_UNITS = {"MB": 1, "GB": 1000}
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
