"""Unpack a backup aside and check every byte of it; needs no database and changes nothing that is kept."""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from perennial.core.errors import UserError
from perennial.records.operations.backup_manifest import FORMAT, MANIFEST, FileFacts, Manifest, from_json
from perennial.records.operations.backup_seal import MAGIC, Unsealer

__all__ = ["Unpacked", "is_sealed", "unpack"]

_ROOTS = frozenset({"database", "mirror", "snapshot", "uploads", "secret.key", "erasures.jsonl"})
_BROKEN = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A backup that was checked: its files below a folder, and what it says of itself."""

    folder: Path
    manifest: Manifest


def is_sealed(archive: Path) -> bool:
    """Say whether a backup asks for a passphrase.

    Raises
    ------
    UserError
        The file cannot be read.
    """
    try:
        with archive.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise UserError(
            "{file}: the backup cannot be read ({why}); check its name",
            file=str(archive),
            why=error.strerror,
        ) from error


def unpack(archive: Path, folder: Path, passphrase: str | None = None) -> Unpacked:
    """Unpack a backup below a folder.

    Raises
    ------
    UserError
        It is no backup, it is damaged or cut off, of a newer make, or the passphrase does not fit.
    """
    try:
        with _opened(archive, passphrase) as stream, tarfile.open(fileobj=stream, mode="r|") as entries:
            manifest, found = _take_out(entries, folder)
    except _BROKEN as error:
        raise _damaged(archive) from error
    if found != dict(manifest.files):
        raise _damaged(archive)
    return Unpacked(folder=folder, manifest=manifest)


@contextmanager
def _opened(archive: Path, passphrase: str | None) -> Iterator[IO[bytes]]:
    with archive.open("rb") as file:
        plain = io.BufferedReader(Unsealer(file, passphrase)) if passphrase is not None else file
        with gzip.GzipFile(fileobj=plain) as stream:
            yield stream  # type: ignore[misc]  # tarfile only reads from it


def _take_out(entries: tarfile.TarFile, folder: Path) -> tuple[Manifest, dict[str, FileFacts]]:
    manifest, found = None, {}
    for entry in entries:
        content = entries.extractfile(entry)
        if content is None or not _safe(entry.name):
            raise ValueError(entry.name)
        if manifest is None:
            manifest = _read_manifest(content)
        else:
            found[entry.name] = _write(content, folder / entry.name)
    if manifest is None:
        raise KeyError(MANIFEST)
    return manifest, found


def _read_manifest(content: IO[bytes]) -> Manifest:
    text = content.read()
    manifest = from_json(text)
    if manifest.format > FORMAT:
        raise UserError(
            "This backup was made by Perennial {version}, which is newer; install that first.",
            version=manifest.version,
        )
    return manifest


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts
    return inside and (path.parts[0] in _ROOTS or name == MANIFEST)


def _write(content: IO[bytes], target: Path) -> FileFacts:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        while portion := content.read(1 << 20):
            digest.update(portion)
            size += file.write(portion)
    return FileFacts(bytes=size, sha256=digest.hexdigest())


def _damaged(archive: Path) -> UserError:
    return UserError(
        "{file}: this is not a backup of Perennial, or it is damaged; nothing was changed.",
        file=str(archive),
    )
