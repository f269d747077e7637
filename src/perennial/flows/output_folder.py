"""An output folder that is written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perennial.core.errors import UserError

__all__ = ["REPORT_FILES", "output_file", "output_folder"]

#: What a report folder may hold: a folder with anything else in it is not ours to replace.
REPORT_FILES = frozenset(
    {"report.html", "summary.json", "customers.csv", "plan.csv", "products.csv", "rejected.csv"}
)


@contextmanager
def output_folder(target: Path) -> Iterator[Path]:
    """Give a folder to write into, which becomes `target` when the block ends well.

    Raises
    ------
    UserError
        `target` is a file, or a folder with files that are not those of a report, or cannot be made.
    """
    _refuse_what_is_not_ours(target)
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield aside
        with _told(target):
            _become(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def output_file(target: Path) -> Iterator[Path]:
    """Give a file name to write to, which becomes `target` when the block ends well.

    Raises
    ------
    UserError
        `target` is a folder or cannot be made.
    """
    if target.is_dir():
        raise UserError("{file}: this is a folder; name a file to write", file=str(target))
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield aside / target.name
        with _told(target):
            (aside / target.name).replace(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_what_is_not_ours(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise UserError("{file}: this is a file; name a folder to write", file=str(target))
    if target.is_dir():
        others = sorted(entry.name for entry in target.iterdir() if entry.name not in REPORT_FILES)
        if others:
            raise UserError(
                "{folder}: this folder holds other files ({name}); name a new folder or an earlier report",
                folder=str(target),
                name=others[0],
            )


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            "{file}: cannot be written ({why})", file=str(target), why=os.strerror(error.errno or 0)
        ) from error


def _become(aside: Path, target: Path) -> None:
    # mkdtemp makes folders that only their maker may open; a report is meant to be shared.
    aside.chmod(0o777 & ~_umask())
    if not target.exists():
        aside.rename(target)
        return
    # A folder cannot be replaced in one step: the old one steps aside first, so that no mixture ever shows.
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / target.name)
    aside.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
