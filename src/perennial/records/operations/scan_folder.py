"""Take in the files that were put into the watched folder, and put each aside as done or failed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.guess_kind import guess_kind
from perennial.ingest.options import ReadingOptions
from perennial.records.models import Business, Import, Notice, User
from perennial.records.models.words import Role
from perennial.records.operations.import_file import import_file
from perennial.records.operations.import_file_options import message_json
from perennial.store.reading.glimpse import glimpse

__all__ = ["Scanned", "scan_folder"]

_SEEN = "watched_folder.json"
_DONE, _FAILED = "done", "failed"
_KNOWN = 50
_log = structlog.get_logger("perennial.watched_folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """How many files were taken in, could not be, and still wait to be written whole."""

    taken: int = 0
    failed: int = 0
    waiting: int = 0


def scan_folder() -> Scanned:
    """Look into the folder of the settings once.

    A file is taken when its size and time are what they were at the last look, so that one that is still
    being written is left for the next. It is read as the last file with the same headers was.
    """
    folder = Path(Business.current().watched_folder or "/nowhere/")
    if not folder.is_dir():
        return Scanned()
    before, now = _seen(), {path.name: _state(path) for path in _files(folder)}
    ready = [folder / name for name, state in now.items() if before.get(name) == state]
    _remember({name: state for name, state in now.items() if folder / name not in ready})
    taken = sum(_take(path) for path in ready)
    return Scanned(taken=taken, failed=len(ready) - taken, waiting=len(now) - len(ready))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~")):
            yield path


def _state(path: Path) -> list[int]:
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns]


def _take(path: Path) -> bool:
    try:
        kind, options, system = _as_last_time(path)
        import_file(path, kind, options=options, system=system)
    except UserError as error:
        _tell(path, error.message)
        _put_aside(path, _FAILED)
        return False
    except OSError as error:  # the folder is somebody else's: it may go away at any moment
        _log.warning("watched_file_fails", fault=type(error).__name__)
        return False
    _put_aside(path, _DONE)
    return True


def _as_last_time(path: Path) -> tuple[str, ReadingOptions, str]:
    """Give kind, options and system of the last import with these headers; else what is guessed."""
    headers = list(glimpse(str(path), ReadingOptions()).headers)
    for batch in Import.objects.filter(state=Import.State.DONE).exclude(answers={}).order_by("-id")[:_KNOWN]:
        if batch.answers.get("headers") == headers:
            return batch.kind, _options(batch.options), batch.system
    guess = guess_kind(headers)
    if guess.kind is None or not guess.sure:
        raise UserError(
            "{file}: it is not clear what the file is a list of; import it once by hand, then files like it "
            "come in by themselves",
            file=path.name,
        )
    return guess.kind, ReadingOptions(), "file"


def _options(said: Mapping[str, Any]) -> ReadingOptions:
    texts = {name: said[name] for name in ("date_format", "currency", "sheet", "delimiter") if said.get(name)}
    return ReadingOptions(
        map=dict(said.get("map", {})), left_out=frozenset(said.get("left_out", ())), **texts
    )


def _put_aside(path: Path, place: str) -> None:
    folder = path.parent / place
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{path.stem}-{timezone.now():%Y%m%d-%H%M%S-%f}{path.suffix}"
    path.replace(target)


def _tell(path: Path, message: Message) -> None:
    """Tell those who import what was the matter."""
    said = message_json(message)
    people = User.objects.filter(role__in=[Role.OWNER, Role.HEAD], is_active=True)
    Notice.objects.bulk_create(Notice(user=user, message=said, url=reverse("imports")) for user in people)
    _log.warning("watched_file_refused", file=path.suffix)


def _seen() -> dict[str, list[int]]:
    try:
        found: dict[str, list[int]] = json.loads(_memory().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _remember(seen: dict[str, list[int]]) -> None:
    path = _memory()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(seen), encoding="utf-8")


def _memory() -> Path:
    return Path(settings.DATA_DIR) / "cache" / _SEEN
