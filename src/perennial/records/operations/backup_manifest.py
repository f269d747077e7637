"""What a backup says of itself, so that it can be checked before anything is replaced."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["FORMAT", "MANIFEST", "FileFacts", "Manifest", "facts_of", "from_json", "secret_check", "to_json"]

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """Size and SHA-256 of one file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that a restore must know.

    Attributes
    ----------
    database
        ``sqlite`` (one file) or ``postgresql`` (one file a table).
    migrations
        Applied migrations as pairs of app and name.
    secret_check
        A hash by which one sees whether a secret is the one of the backup.
    tables
        Columns by table, where tables are files.
    counts
        Rows by table.
    files
        Every other file in the archive.
    """

    version: str
    made_at: str
    database: str
    migrations: Sequence[tuple[str, str]]
    secret_check: str
    tables: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    format: int = FORMAT


def to_json(manifest: Manifest) -> bytes:
    """Write a manifest."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def from_json(text: bytes) -> Manifest:
    """Read a manifest.

    Raises
    ------
    ValueError, TypeError, KeyError
        It is not one.
    """
    said: dict[str, Any] = json.loads(text)
    said["files"] = {name: FileFacts(**facts) for name, facts in said["files"].items()}
    said["migrations"] = [(app, name) for app, name in said["migrations"]]
    return Manifest(**said)


def facts_of(path: Path) -> FileFacts:
    """Measure a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileFacts(bytes=path.stat().st_size, sha256=digest)


def secret_check(secret: str) -> str:
    """Give a hash that tells secrets apart without telling them."""
    return hmac.new(secret.encode(), b"perennial backup", hashlib.sha256).hexdigest()[:32]
