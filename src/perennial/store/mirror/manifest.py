"""Which files make up the mirror: replaced in one step, so that a crash leaves the old mirror or the new."""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from perennial.core.errors import PerennialError

__all__ = [
    "Manifest",
    "MirrorChangedError",
    "MonthFile",
    "digest_of",
    "publish",
    "read_manifest",
    "sweep",
    "writing_folder",
]

_NAME = "manifest.json"
_FORMAT = 1
_ASIDE = ".writing-"
_OURS = re.compile(r"\d{4}-\d{2}-[0-9a-f]{16}\.parquet")


class MirrorChangedError(PerennialError):
    """Somebody else wrote the mirror meanwhile; nothing was changed, and the work can be repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFile:
    """The file of one month: its number of rows and the SHA-256 of its bytes."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The months of a mirror, by name (``YYYY-MM``), rising."""

    months: Mapping[str, MonthFile] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows in all months."""
        return sum(month.rows for month in self.months.values())

    @property
    def content_hash(self) -> str:
        """SHA-256 over the months and their digests: equal for equal mirrors."""
        lines = (f"{name} {month.sha256}\n" for name, month in sorted(self.months.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def file_of(self, month: str) -> str:
        """Give the file name of a month, which changes with its contents."""
        return f"{month}-{self.months[month].sha256[:16]}.parquet"

    def files(self) -> list[str]:
        """Give the file names of all months, in the order of time."""
        return [self.file_of(month) for month in sorted(self.months)]


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest; a folder without one, or none at all, is an empty mirror."""
    try:
        said = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()
    return Manifest(months={name: MonthFile(**month) for name, month in said["months"].items()})


@contextmanager
def writing_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write into, inside the mirror, which is gone when the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def publish(folder: Path, aside: Path, before: Manifest, changed: Mapping[str, MonthFile | None]) -> Manifest:
    """Move the files ``aside/<month>.parquet`` into the mirror and make them count, all in one step.

    Parameters
    ----------
    before
        The manifest that the work began with.
    changed
        New files by month; None for a month without orders.

    Raises
    ------
    MirrorChangedError
        The mirror is no longer what it was when the work began.
    """
    months = {**before.months, **changed}
    after = Manifest(months={name: month for name, month in sorted(months.items()) if month is not None})
    for name in changed.keys() & after.months.keys():
        _settled(aside / f"{name}.parquet").replace(folder / after.file_of(name))
    text = json.dumps({"format": _FORMAT, "months": {name: _json(m) for name, m in after.months.items()}})
    (aside / _NAME).write_text(text, encoding="utf-8")
    if read_manifest(folder) != before:
        raise MirrorChangedError("The orders' mirror was written by somebody else meanwhile")
    _settled(aside / _NAME).replace(folder / _NAME)
    sweep(folder, keep=aside)
    return after


def sweep(folder: Path, *, keep: Path | None = None) -> None:
    """Remove the files that do not count: months replaced, and what a crash has left."""
    named = set(read_manifest(folder).files())
    for entry in folder.iterdir():
        if entry.name.startswith(_ASIDE) and entry != keep:
            shutil.rmtree(entry, ignore_errors=True)
        elif _OURS.fullmatch(entry.name) and entry.name not in named:
            entry.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _json(month: MonthFile) -> dict[str, object]:
    return {"rows": month.rows, "sha256": month.sha256}


def _settled(path: Path) -> Path:
    """See to it that the bytes are on the disk before the name is."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return path
