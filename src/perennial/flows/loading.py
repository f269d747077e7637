"""Load a module while the block that does not need it yet runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Thread

__all__ = ["loading"]


@contextmanager
def loading(module: str) -> Iterator[None]:
    """Import a module on a thread of its own; it is there when the block ends.

    Parameters
    ----------
    module
        Its full name. Import it again where it is used: that costs nothing then, and raises what there is to
        raise.
    """
    thread = Thread(target=import_module, args=(module,))
    thread.start()
    try:
        yield
    finally:
        thread.join()
