"""Read by gunicorn when `perennial serve` starts it."""

from pathlib import Path
from typing import Any

from perennial.records.supervised import stop_with_parent

worker_class = "gthread"
# All is read once and shared; a process that dies is there again at once, and no page waits for reading.
preload_app = True
# Slow clients are held by threads; a socket to control the server from outside would need a writable home.
control_socket_disable = True
timeout = 120
graceful_timeout = 20
accesslog = None
# Lines below this level name the addresses of visitors.
loglevel = "error"
proc_name = "perennial"
# Its signs of life are files: in memory, where a busy disk cannot delay them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def when_ready(server: Any) -> None:  # noqa: ANN401 - gunicorn's own
    """End with the process that started us."""
    del server
    stop_with_parent()
