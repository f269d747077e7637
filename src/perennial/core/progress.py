"""How a long use case tells what it is doing, without knowing who listens."""

from collections.abc import Callable

from perennial.core.message import Message

__all__ = ["Progress", "silent"]

#: Called with what is being done now and the share of the whole that is done, 0 to 1.
Progress = Callable[[Message, float], None]


def silent(what: Message, done: float) -> None:
    """Tell nobody."""
    del what, done
