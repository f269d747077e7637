"""Whether a file holds a pattern: in any encoding, in packed files and in columns."""

import gzip
import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

from perennial.store.mirror.column_file import read_columns

__all__ = ["holds"]

_CHUNK = 1 << 20
_OVERLAP = 2_048
_LEGACY = ("cp1251", "cp866", "koi8-r")
_WIDE = ("utf-16-le", "utf-16-be")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


def holds(path: Path, pattern: re.Pattern[str]) -> bool:
    """Say whether a file holds a pattern; its name counts too, and so does what cannot be unpacked."""
    if pattern.search(path.name):
        return True
    with path.open("rb") as file:
        begin = file.read(4)
        file.seek(0)
        try:
            return _holds(file, begin, path, pattern)
        except _BROKEN:
            return _raw(path, pattern)


def _holds(file: IO[bytes], begin: bytes, path: Path, pattern: re.Pattern[str]) -> bool:
    if begin == b"PAR1":
        return any(pattern.search(text) for text in _cells(path))
    if begin.startswith(b"PK"):
        with zipfile.ZipFile(file) as archive:
            return any(_member(archive, name, pattern) for name in archive.namelist())
    if begin.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=file) as unpacked:
            return _stream(unpacked, pattern)  # type: ignore[arg-type]  # it only reads
    return _stream(file, pattern)


def _member(archive: zipfile.ZipFile, name: str, pattern: re.Pattern[str]) -> bool:
    with archive.open(name) as member:
        return bool(pattern.search(name)) or _stream(member, pattern)


def _raw(path: Path, pattern: re.Pattern[str]) -> bool:
    with path.open("rb") as file:
        return _stream(file, pattern)


def _cells(path: Path) -> Iterator[str]:
    for values in read_columns(path).values():
        if values.dtype.kind in "OUS":
            yield from map(str, np.unique(values.astype(np.str_)))


def _stream(file: IO[bytes], pattern: re.Pattern[str]) -> bool:
    kept = b""
    while portion := file.read(_CHUNK):
        chunk = kept + portion
        if any(pattern.search(text) for text in _readings(chunk)):
            return True
        kept = chunk[-_OVERLAP:]
    return False


def _readings(chunk: bytes) -> Iterator[str]:
    """Read bytes in every way in which they may be meant; escapes of JSON and XML as what they stand for."""
    for text in _decoded(chunk):
        yield text
        if "\\u" in text:
            yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        if "&" in text:
            yield html.unescape(text)


def _decoded(chunk: bytes) -> Iterator[str]:
    if b"\0" in chunk:
        # Two bytes a sign: a chunk may begin in the middle of one.
        for encoding in _WIDE:
            yield chunk.decode(encoding, "ignore")
            yield chunk[1:].decode(encoding, "ignore")
    yield chunk.decode("utf-8", "ignore")
    if not _is_utf8(chunk):
        yield from (chunk.decode(encoding, "ignore") for encoding in _LEGACY)


def _is_utf8(chunk: bytes) -> bool:
    """Say whether bytes are UTF-8, save for a sign that is cut at either end."""
    for begin in range(4):
        try:
            chunk[begin:].decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start >= len(chunk) - begin - 4:
                return True
        else:
            return True
    return False
