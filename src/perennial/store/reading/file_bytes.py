"""The bytes of a file: what kind of file they make, their hash, and whether they are clean UTF-8 lines."""

import codecs
import gzip
import hashlib
import shutil
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

from perennial.core.errors import UserError
from perennial.ingest.encodings import is_text, is_utf8

__all__ = [
    "FileKind",
    "TextFacts",
    "file_kind",
    "hash_of",
    "plain_name",
    "plain_path",
    "text_facts",
    "unpacked",
]

FileKind = Literal["text", "spreadsheet", "parquet", "json", "sqlite", "unknown"]

_CHUNK: Final = 1 << 20
#: Tables become some 5 to 50 times smaller by packing; a file made to fill a disk, a thousand times.
_MOST_TIMES: Final = 200
_MUCH: Final = 1 << 30
_GZIP: Final = b"\x1f\x8b"
_ODD_BLANKS: Final = (b"\xc2\xa0", b"\xe2\x80\xaf", b"\xe2\x80\x89", b"\xe3\x80\x80")
_SQLITE: Final = b"SQLite format 3\x00"
_SPREADSHEET: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """What one pass over a text file shows.

    `clean` holds where lines end in a usual way and none is empty but the last, so that DuckDB's numbering of
    rows is the file's own; `odd_blanks` where there are blanks that are neither spaces nor ends of lines.
    """

    head: bytes
    content_hash: str
    valid_utf8: bool
    clean: bool
    odd_blanks: bool


def plain_path(path: Path, folder: Path) -> Path:
    """Give a path that DuckDB does not take for a pattern of many files."""
    if not set("*?[") & set(str(path)):
        return path
    plain = folder / "source"
    try:
        plain.symlink_to(path.resolve())
    except OSError:
        shutil.copyfile(path, plain)
    return plain


def plain_name(address: str) -> str:
    """Give a file's own name, without its folder, for sentences."""
    return Path(address).name or address


def unpacked(path: Path, folder: Path, *, name: str) -> Path:
    """Unpack a gzip file beside the other temporary files; give any other file as it is.

    Raises
    ------
    UserError
        The file is damaged, or unpacks to much more than any table does.
    """
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    if not packed:
        return path
    target, most = folder / "unpacked", max(_MUCH, _MOST_TIMES * path.stat().st_size)
    try:
        with gzip.open(path) as source, target.open("wb") as sink:
            for chunk in _chunks(source):
                sink.write(chunk)
                if sink.tell() > most:
                    raise UserError("{file}: unpacked it is too large; export it again", file=name)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise UserError("{file}: the gzip file is damaged; export it again", file=name) from error
    return target


def file_kind(path: Path) -> FileKind:
    """Tell the kind of file by its first bytes, whatever its name."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_SPREADSHEET):
        return "spreadsheet"
    if head.startswith(_SQLITE):
        return "sqlite"
    if not is_text(head):
        return "unknown"
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip().startswith(b"{")):
        return "json"
    return "text"


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    return digest.hexdigest()


def text_facts(path: Path) -> TextFacts:
    """Look at every byte of a text file once."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    head, last, valid, clean, odd_blanks = b"", b"", True, True, False
    with path.open("rb") as file:
        for chunk in _chunks(file):
            head = head or chunk
            digest.update(chunk)
            valid = valid and _decodes(decoder, chunk)
            clean = clean and _is_clean(last + chunk)
            odd_blanks = odd_blanks or _has_odd_blanks(chunk)
            last = chunk[-3:]
    return TextFacts(
        head=head,
        content_hash=digest.hexdigest(),
        valid_utf8=valid and _decodes(decoder, b"", final=True),
        clean=clean,
        odd_blanks=odd_blanks,
    )


def transcoded(path: Path, encoding: str, folder: Path, *, valid_utf8: bool) -> Path:
    """Write a text file in sound UTF-8 beside the other temporary files, if it is not that already."""
    if is_utf8(encoding) and valid_utf8:
        return path
    target = folder / "utf8.txt"
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as sink,
    ):
        shutil.copyfileobj(source, sink, _CHUNK)
    return target


def standard_input(folder: Path) -> Path:
    """Write standard input to a file."""
    target = folder / "stdin"
    with target.open("wb") as sink:
        shutil.copyfileobj(sys.stdin.buffer, sink, _CHUNK)
    return target


def _chunks(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _has_odd_blanks(chunk: bytes) -> bool:
    return b"\t" in chunk or (not chunk.isascii() and any(blank in chunk for blank in _ODD_BLANKS))


def _is_clean(chunk: bytes) -> bool:
    """Find empty lines (but for the last ones), bare carriage returns and zero bytes."""
    lines = chunk.rstrip(b"\r\n")
    if b"\0" in chunk or b"\n\n" in lines or b"\n\r\n" in lines:
        return False
    returns = chunk.count(b"\r") - chunk.endswith(b"\r")
    return returns <= chunk.count(b"\r\n")
