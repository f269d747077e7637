"""Files of the data folder in which the person stands: found in any writing, and destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from perennial.core.message import Message
from perennial.records.models import Import
from perennial.records.operations.erase_scan import holds
from perennial.records.operations.erase_traces import Traces

__all__ = ["ErasedFiles", "erase_files"]

#: Kept as they are: secrets, the register itself, what holds no customers, and backups, which end by
#: themselves and erase again when they are restored. Mirror and snapshot are looked at by themselves.
_KEPT = frozenset({"secret.key", "erasures.jsonl", "backups", "mirror", "snapshot", "demo-truth.json"})
_KEPT_CACHE = frozenset({"static", "locale"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedFiles:
    """Files destroyed whole, and the imports whose file is gone."""

    files: int
    imports: tuple[int, ...]


def erase_files(traces: Traces) -> ErasedFiles:
    """Destroy files under the data folder that hold the person.

    A file that was imported goes whole: what it brought is in the records, and a part of it that is left
    could not be told from one that was never complete.
    """
    pattern = traces.everywhere()
    if pattern is None:
        return ErasedFiles(files=0, imports=())
    gone = [path for path in _files(Path(settings.DATA_DIR)) if holds(path, pattern)]
    for path in gone:
        path.unlink(missing_ok=True)
    return ErasedFiles(files=len(gone), imports=_forget_paths(gone))


def _files(folder: Path) -> Iterator[Path]:
    database = str(connection.settings_dict["NAME"])
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_kept = parts[0] in _KEPT or (parts[0] == "cache" and len(parts) > 1 and parts[1] in _KEPT_CACHE)
        if path.is_file() and not path.is_symlink() and not is_kept and not str(path).startswith(database):
            yield path


def _forget_paths(gone: list[Path]) -> tuple[int, ...]:
    """Note at the imports that their file is gone; one that was not begun cannot be begun any more."""
    media = Path(settings.MEDIA_ROOT)
    names = {path.relative_to(media).as_posix() for path in gone if path.is_relative_to(media)}
    found = {
        pk: path
        for pk, path in Import.objects.exclude(path="").values_list("pk", "path")
        if path in names or any(name.startswith(f"{path.rstrip('/')}/") for name in names)
    }
    failure = Message("The file was destroyed because somebody in it was erased. Upload it again.")
    waiting = Import.objects.filter(pk__in=found, state=Import.State.UPLOADED)
    waiting.update(state=Import.State.FAILED, failure={"text": failure.text, "facts": {}})
    Import.objects.filter(pk__in=found).update(path="")
    return tuple(sorted(found))
