"""How a process under `perennial serve` behaves: it ends with it, and the worker leaves the pages ahead."""

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

__all__ = ["be_modest", "stop_with_parent"]

_MODEST = 5


def stop_with_parent() -> None:
    """End this process in an orderly way once standard input closes, as it does when the parent is gone."""
    threading.Thread(target=_wait, name="stop-with-parent", daemon=True).start()


def be_modest() -> None:
    """Leave the processor to others where it is wanted by more than there is of it."""
    if os.name == "nt":
        return
    os.nice(_MODEST)
    # Where Linux shares the processor out between sessions, it is the session that must be modest.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_MODEST), encoding="ascii")


def _wait() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
