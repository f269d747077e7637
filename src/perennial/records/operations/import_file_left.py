"""The rows of an import that could not be taken, kept beside its file with the code of the reason."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from perennial.core.message import Message
from perennial.ingest.rejects import REASONS
from perennial.records.models import Import
from perennial.records.operations.import_file_options import folder_of
from perennial.records.operations.take_rows import Left

__all__ = ["LEFT_REASONS", "left_of", "note_left"]

_NAME = "left.jsonl"
LEFT_REASONS = {**REASONS, "unknown_customer": Message("there is no such customer; import customers first")}


class _Cell(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def reason(self) -> str: ...


def note_left(batch: Import, cells: Iterable[_Cell]) -> None:
    """Add rows to those that were left out; a row that stands there already is not told twice."""
    lines = [
        json.dumps([each.row, each.column, each.value, each.reason], ensure_ascii=False) for each in cells
    ]
    if lines:
        # A process that died here may have left half a line: what is added begins a line of its own.
        with open(_path(batch), "a", encoding="utf-8", opener=_private) as file:
            file.write("\n" + "\n".join(lines) + "\n")


def left_of(batch: Import) -> Iterator[Left]:
    """Give the rows that were left out, in the order of the source."""
    path = _path(batch)
    if not batch.path or not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        found = set(filter(None, map(_cells, file)))
    for row, column, value, reason in sorted(found):
        yield Left(row=row, column=column, value=value, reason=reason)


def _cells(line: str) -> tuple[int, str, str, str] | None:
    try:
        row, column, value, reason = json.loads(line)
    except ValueError:  # empty, or half a line, which stands whole further down
        return None
    return row, column, value, reason


def _path(batch: Import) -> Path:
    return folder_of(batch) / _NAME


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
