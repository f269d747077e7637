"""Load modules while the block that does not need them yet runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Event, Thread

__all__ = ["loading"]


@contextmanager
def loading(*modules: str) -> Iterator[None]:
    """Import modules on a thread of their own; they are there when the block ends.

    Parameters
    ----------
    modules
        Their full names. Import them again where they are used: that costs nothing then, and raises what
        there is to raise.
    """
    failed = Event()
    thread = Thread(target=_load, args=(modules, failed))
    thread.start()
    try:
        yield
    except BaseException:
        failed.set()
        raise
    finally:
        thread.join()


def _load(modules: Sequence[str], failed: Event) -> None:
    # Whoever has named the wrong file need not wait for what follows.
    for each in modules:
        if not failed.is_set():
            import_module(each)
