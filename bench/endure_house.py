"""A whole house as processes: `perennial serve` on a data folder, killed at will and started again."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

__all__ = ["House", "Mail", "Part", "environment_of", "free_port", "wait_for"]

#: What is killed: the worker, the processes that serve pages, or everything at one moment.
Part = Literal["worker", "pages", "all"]
Found = TypeVar("Found")
_SRC = Path(__file__).parents[1] / "src"
_WORDS = {"worker": "manage worker", "pages": "gunicorn", "all": ""}
_LONG = 600.0


def environment_of(data_dir: Path) -> dict[str, str]:
    """Give the environment of commands on a data folder, without other settings of ours."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PERENNIAL_")}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return {**clean, "PYTHONPATH": str(_SRC), "PERENNIAL_DATA_DIR": str(data_dir)}


class Mail(Protocol):
    """A mail server: what a house has to be told to send to it, and how often each message came."""

    taken: Counter[str]

    @property
    def environment(self) -> Mapping[str, str]:
        """Give variables of the environment."""


class House:
    """`perennial serve` on one data folder; what it says on standard error goes to a file beside it.

    Parameters
    ----------
    workers
        Workers in all; those beyond the one that `serve` has are started beside it.
    mail
        Where it sends messages.
    """

    def __init__(self, data_dir: Path, *, workers: int = 1, mail: Mail | None = None) -> None:
        self.data_dir, self.workers, self.mail = data_dir, workers, mail
        self.environment = {**environment_of(data_dir), **(mail.environment if mail else {})}
        self.log = data_dir.with_name(f"{data_dir.name}.log")
        self.port = free_port()
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start it and wait until pages are served.

        Raises
        ------
        RuntimeError
            It ends, or does not come to that.
        """
        serve = ["serve", "--port", str(self.port)]
        more = ["manage", "worker", "--no-reload", "--no-startup-delay"]
        for command in (serve, *([more] * (self.workers - 1))):
            self._started.append(self._run(command))
        try:
            wait_for(lambda: self._answers() or any(each.poll() is not None for each in self._started))
        except TimeoutError:
            self._tell("does not answer")
        if any(each.poll() is not None for each in self._started):
            self._tell("has ended")

    def stop(self) -> None:
        """End it in an orderly way, and kill what is left after a while."""
        for process in self._started:
            process.terminate()
        for process in self._started:
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.kill("all")

    def kill(self, part: Part) -> int:
        """Kill a part of it at once, without a word; give how many processes that were."""
        # Who would start the others again goes first.
        numbers = sorted(self.processes(part), key=lambda each: "perennial serve" not in self._words(each))
        for number in numbers:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if part == "all":
            for process in self._started:
                process.wait()
            self._started = []
            wait_for(lambda: not self.processes())
        return len(numbers)

    def processes(self, part: Part = "all") -> list[int]:
        """Give the numbers of its processes."""
        mark = os.fsencode(f"PERENNIAL_DATA_DIR={self.data_dir}\0")
        numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
        own = [number for number in numbers if mark in _read(number, "environ") and number != os.getpid()]
        return [number for number in own if _WORDS[part] in self._words(number)]

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask its database."""
        with closing(sqlite3.connect(self.data_dir / "perennial.sqlite3", timeout=60)) as base:
            return base.execute(question, values).fetchall()

    def one(self, question: str, *values: object) -> Any:  # noqa: ANN401 - whatever stands there
        """Ask its database for one value; None where there is no row."""
        found = self.rows(question, *values)
        return found[0][0] if found else None

    def write(self, order: str, *values: object) -> None:
        """Change its database."""
        with closing(sqlite3.connect(self.data_dir / "perennial.sqlite3", timeout=60)) as base, base:
            base.execute(order, values)

    def run(self, *command: str | Path) -> str:
        """Run a script of ours on its data folder, and give what it prints."""
        done = subprocess.run(
            [sys.executable, *map(str, command)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def _run(self, command: list[str]) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "perennial", *command],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return int(answer.status) == 200
        except OSError:
            return False

    def _tell(self, what: str) -> None:
        said = self.log.read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"the house {what}; processes {self.processes()}: {said[-2000:]}")

    def _words(self, number: int) -> str:
        return _read(number, "cmdline").replace(b"\0", b" ").decode(errors="replace")


def wait_for(true: Callable[[], Found | None], *, at_most: float = _LONG) -> Found:
    """Wait until something is true, and give it.

    Raises
    ------
    TimeoutError
        It does not come.
    """
    until = time.monotonic() + at_most
    while time.monotonic() < until:
        if found := true():
            return found
        time.sleep(0.05)
    raise TimeoutError("it did not come")


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _read(number: int, name: str) -> bytes:
    try:
        return Path("/proc", str(number), name).read_bytes()
    except OSError:  # it has ended meanwhile
        return b""
