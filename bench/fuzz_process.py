"""A process that reads files and may die of it."""

import hashlib
import multiprocessing
import random
import resource
import shutil
import sys
import tempfile
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Final, Self

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from reader_doors import DOORS, OPTIONS, go_through

__all__ = ["Fault", "Reader", "Reading"]

_SECONDS: Final = 20
_MOST_RESIDENT: Final = 1_500_000  # kB
_MOST_ADDRESSES: Final = 12 << 30
_MOST_FILE: Final = 4 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file that was read, or refused with a sentence; files that are alike say the same."""

    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What must not be; `kind` is the same for what is one fault, `way` says how the file was read."""

    kind: str
    way: str
    trace: str
    size: int

    @property
    def label(self) -> str:
        """A short name for files."""
        return hashlib.sha256(self.kind.encode()).hexdigest()[:8]


class Reader:
    """Has files read by another process, which is started again where it died."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fuzz-")
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._folder.cleanup()

    def ways(self, rng: random.Random) -> list[tuple[str, str]]:
        """Choose the ways to read one file: a look, as orders, and as something else."""
        options = rng.choice(("plain", "plain", *OPTIONS))
        records = rng.choice([door for door in DOORS if door not in {"look", "count", "take"}])
        return [("look", "plain"), (rng.choice(("count", "take")), options), (records, options)]

    def read(self, door: str, options: str, name: str, content: bytes) -> Reading | Fault:
        """Read a file in one way, within the limits."""
        path = Path(self._folder.name) / name
        path.write_bytes(content)
        way = f"{door} {options}"
        self._pipe.send((door, options, str(path)))
        try:
            said = self._pipe.recv() if self._pipe.poll(_SECONDS) else ("slow", f"more than {_SECONDS} s", "")
        except (EOFError, ConnectionError):
            self._process.join()
            said = ("dead", f"the process died: {self._process.exitcode}", "")
        kind, text, trace = said
        if kind in {"slow", "dead", "large"}:
            self._stop()
            self._start()
            text = f"{text} ({name.rpartition('.')[2]}, {door})"
        return (
            Reading(said=text)
            if kind == "read"
            else Fault(kind=text, way=way, trace=trace, size=len(content))
        )

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        temporary = Path(self._folder.name) / "tmp"
        temporary.mkdir(exist_ok=True)
        self._process = context.Process(target=_serve, args=(theirs, str(temporary)), daemon=True)
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()
        temporary = Path(self._folder.name) / "tmp"
        for path in sorted(temporary.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def _serve(pipe: Connection, temporary: str) -> None:
    tempfile.tempdir = temporary
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE, _MOST_FILE))
    while True:
        try:
            door, options, path = pipe.recv()
        except EOFError:
            return
        pipe.send(_once(door, options, Path(path), Path(temporary)))


def _once(door: str, options: str, path: Path, temporary: Path) -> tuple[str, str, str]:
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here on
    try:
        said = go_through(door, options, path)
    except BaseException as error:  # noqa: BLE001 - everything is a fault here
        return ("fault", _kind(error), "".join(traceback.format_exception(error))[-6000:])
    left = sorted(each.name for each in temporary.iterdir())
    if left:
        for each in left:
            shutil.rmtree(temporary / each, ignore_errors=True)
        return ("fault", f"temporary files left ({door}: {said[:40]})", "")
    peak = _peak()
    return (
        ("large", f"more than {_MOST_RESIDENT // 1000} MB", "")
        if peak > _MOST_RESIDENT
        else ("read", said, "")
    )


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _kind(error: BaseException) -> str:
    """Name an error by its type and the last places of ours that it passed."""
    places: list[str] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "perennial" in code.co_filename or "reader_doors" in code.co_filename:
            places.append(f"{Path(code.co_filename).name}:{code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} in {' > '.join(places[-3:])}"
