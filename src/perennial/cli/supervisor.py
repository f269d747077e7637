"""Several processes as one: started together, started again when they die, and ended together."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["supervise"]

_LOOK_EVERY = 0.1
#: A process that lived for longer has started well, and is started again at once when it dies.
_STARTED_WELL = 10.0
_LONGEST_PAUSE = 30.0
#: Time to finish what is being done; `docker stop` and systemd are told to wait longer than this.
_GRACE = 25.0
_MOST_FAILURES = 3


def supervise(
    commands: Mapping[str, Sequence[str]],
    *,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
) -> int:
    """Run commands until told to stop by SIGTERM or SIGINT; give the exit code.

    Parameters
    ----------
    is_ready
        Says whether the first command is at work.
    when_ready
        Called once, when it is.

    Returns
    -------
    int
        0 after a stop; 1 where the first command could not be started at all.
    """
    children = [_Child(name=name, command=command) for name, command in commands.items()]
    stop = _Stop()
    ready = False
    try:
        while not stop.asked:
            for child in children:
                child.look_after()
            if not ready and is_ready():
                ready = True
                when_ready()
            if not ready and children[0].failures >= _MOST_FAILURES:
                return 1
            time.sleep(_LOOK_EVERY)
    finally:
        _end(children)
    return 0


class _Stop:
    """Notes that somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


@dataclass(slots=True, kw_only=True)
class _Child:
    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    failures: int = 0
    again_at: float = field(default=0.0)

    def look_after(self) -> None:
        """Start the process where it does not run; one that dies young, after a pause that grows."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            _kill_group(self.process)  # what it has started itself must not outlive it
            young = now - self.started < _STARTED_WELL
            self.failures = self.failures + 1 if young else 0
            self.again_at = now + min(_LONGEST_PAUSE, 2.0**self.failures - 1)
            self.process = None
        if self.process is None and now >= self.again_at:
            self.process, self.started = _started(self.command), now


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Its standard input is a pipe that closes when we are gone, even if we were killed; its own session keeps
    # a Ctrl+C of the terminal from it, so that it is we who end it, once and in order.
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PERENNIAL_SUPERVISED": "1"},
    )


def _end(children: Sequence[_Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    until = time.monotonic() + _GRACE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, until - time.monotonic()))
        _kill_group(process)
        process.wait()


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
