"""One file that holds everything: database, mirror, snapshot, uploads, secret and register of erasures."""

import gzip
import io
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from perennial import __version__
from perennial.records.operations.backup_database import Dump, dump_database
from perennial.records.operations.backup_manifest import MANIFEST, Manifest, facts_of, secret_check, to_json
from perennial.records.operations.backup_seal import Sealer

__all__ = ["FILES", "FOLDERS", "BackedUp", "backup", "backups_folder"]

FOLDERS = ("mirror", "snapshot", "uploads")
FILES = ("secret.key", "erasures.jsonl")
_TRIES = 5
_ASIDE = ".backup-"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """Where a backup is, how large, and how many rows of the database it holds."""

    path: Path
    bytes: int
    rows: int


def backups_folder(data_dir: Path) -> Path:
    """Give the folder of backups inside the data folder."""
    folder = data_dir / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def backup(target: Path, passphrase: str | None = None) -> BackedUp:
    """Write a backup while the house goes on working; it is written aside, then renamed.

    Parameters
    ----------
    passphrase
        Encrypts the file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(settings.DATA_DIR)
    with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=settings.DATA_DIR) as name:
        folder = Path(name)
        # Files first: orders that the mirror lacks are seen and made up for; ones too many would not be.
        _take_files(settings.DATA_DIR, folder)
        dump = dump_database(folder)
        aside = target.with_name(f".{target.name}.writing")
        try:
            _write(folder, _manifest(folder, dump), aside, passphrase)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    return BackedUp(path=target, bytes=target.stat().st_size, rows=sum(dump.counts.values()))


def _sweep(data_dir: Path) -> None:
    """Remove what a backup that was killed has left; one that is being written is younger than a day."""
    for left in data_dir.glob(f"{_ASIDE}*"):
        if left.stat().st_mtime < time.time() - 24 * 3600:
            shutil.rmtree(left, ignore_errors=True)


def _take_files(data_dir: Path, folder: Path) -> None:
    for name in FILES:
        if (data_dir / name).is_file():
            shutil.copy2(data_dir / name, folder / name)
    for name in FOLDERS:
        for _ in range(_TRIES):
            shutil.rmtree(folder / name, ignore_errors=True)
            if _linked(data_dir / name, folder / name):
                break


def _linked(source: Path, target: Path) -> bool:
    """Link a folder's files (they are replaced, never rewritten); False where it changed meanwhile."""
    before = _listing(source)
    for name in before:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            _link(source / name, target / name)
        except FileNotFoundError:
            return False
    return _listing(source) == before


def _listing(folder: Path) -> dict[str, int]:
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith("."):
            found[name] = path.stat().st_mtime_ns
    return found


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without links
        shutil.copy2(source, target)


def _manifest(folder: Path, dump: Dump) -> Manifest:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return Manifest(
        version=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
        secret_check=secret_check(settings.SECRET_KEY),
        tables=dump.tables,
        counts=dump.counts,
        files={path.relative_to(folder).as_posix(): facts_of(path) for path in paths},
    )


def _write(folder: Path, manifest: Manifest, target: Path, passphrase: str | None) -> None:
    with _target(target, passphrase) as stream:
        archive: tarfile.TarFile
        with (
            gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=4, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|") as archive,
        ):
            text = to_json(manifest)
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(text)
            archive.addfile(head, io.BytesIO(text))
            for name in manifest.files:
                archive.add(folder / name, arcname=name, filter=_nobodys)


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owned a file on this machine."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


@contextmanager
def _target(path: Path, passphrase: str | None) -> Iterator[IO[bytes]]:
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        if passphrase is None:
            yield file
        else:
            sealer = Sealer(file, passphrase)
            yield sealer  # type: ignore[misc]  # a raw stream; gzip only writes to it
            sealer.finish()
        file.flush()
        os.fsync(file.fileno())
