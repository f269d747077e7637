"""A process under `perennial serve` ends with it, even when that was killed and could say nothing."""

import os
import signal
import sys
import threading

__all__ = ["stop_with_parent"]


def stop_with_parent() -> None:
    """End this process in an orderly way once standard input closes, as it does when the parent is gone."""
    threading.Thread(target=_wait, name="stop-with-parent", daemon=True).start()


def _wait() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
