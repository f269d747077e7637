"""Snapshots on the disk: each a folder of its own, and one small file that says which of them counts."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from perennial.core.days import iso_of
from perennial.core.message import Message
from perennial.flows.refresh.frozen_json import UnreadableStateError, freeze, thaw
from perennial.flows.refresh.model_state import ModelState, model_from_state, model_state
from perennial.flows.refresh.snapshot import SNAPSHOT_DAYS, Pace, Snapshot
from perennial.store.mirror.column_file import read_columns, write_columns, write_columns_without

__all__ = [
    "forget_in_snapshot",
    "read_beside",
    "read_snapshot",
    "read_summary",
    "snapshot_folder",
    "write_snapshot",
]

_CURRENT = "current"
_ASIDE = ".writing-"
_BESIDE = "beside-"
_TRIES = 5
_HEAD_CLASSES = {"Pace": Pace, "Message": Message}


def write_snapshot(
    folder: Path, snapshot: Snapshot, beside: Mapping[str, Mapping[str, Any]] | None = None
) -> Path:
    """Publish a snapshot: readers see the one before until all of it is there.

    Parameters
    ----------
    folder
        Holds snapshots and nothing else; made where it is not there.
    beside
        What else is to be kept with it, by name, in the types that JSON knows: it is published in the same
        step. Lists in it whose entries name a customer lose those entries when that customer is forgotten.

    Returns
    -------
    The folder with its files: ``forecast.parquet``, ``summary.json`` and ``model.json``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        write_columns(aside / "forecast.parquet", snapshot.columns, SNAPSHOT_DAYS)
        _write(aside / "summary.json", dict(snapshot.summary))
        _write(aside / "model.json", _head(snapshot))
        for name, said in (beside or {}).items():
            _write(aside / f"{_BESIDE}{name}.json", dict(said))
        return _publish(folder, aside, iso_of(snapshot.as_of))
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def read_snapshot(folder: Path) -> Snapshot | None:
    """Read the snapshot that counts; None where there is none yet."""
    for tried in range(1, _TRIES + 1):
        current = snapshot_folder(folder)
        if current is None:
            return None
        try:
            return _read(current)
        except OSError:
            # A snapshot that was replaced meanwhile is no longer there.
            if tried == _TRIES or snapshot_folder(folder) == current:
                raise
    raise AssertionError(folder)


def read_beside(current: Path, name: str) -> dict[str, Any] | None:
    """Read what is kept with a snapshot, given its `snapshot_folder`; None where there is no such thing."""
    try:
        return _json(current / f"{_BESIDE}{name}.json")
    except FileNotFoundError:
        return None


def read_summary(current: Path) -> dict[str, Any] | None:
    """Read the figures of the business, given a `snapshot_folder`; None where it was replaced meanwhile."""
    try:
        return _json(current / "summary.json")
    except FileNotFoundError:
        return None


def snapshot_folder(folder: Path) -> Path | None:
    """Give the folder of the snapshot that counts; None where there is none yet."""
    try:
        return folder / (folder / _CURRENT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def forget_in_snapshot(folder: Path, ids: Iterable[str]) -> None:
    """Publish the snapshot again without some customers: their ids then stand in no file of the folder."""
    current = snapshot_folder(folder)
    if current is None:
        return
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        forgotten = frozenset(ids)
        write_columns_without(current / "forecast.parquet", aside / "forecast.parquet", forgotten)
        summary, head = _json(current / "summary.json"), _json(current / "model.json")
        # A note names the customer that looked like many buyers under one name.
        summary["warnings"] = [each for each in summary["warnings"] if not _names(each, forgotten)]
        head["notes"]["tuple"] = [each for each in head["notes"]["tuple"] if not _names(each, forgotten)]
        _write(aside / "summary.json", summary)
        _write(aside / "model.json", head)
        for path in current.glob(f"{_BESIDE}*.json"):
            _write(aside / path.name, _without(_json(path), forgotten))
        _publish(folder, aside, current.name[:10])
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _publish(folder: Path, aside: Path, day: str) -> Path:
    target = Path(tempfile.mkdtemp(prefix=f"{day}-", dir=folder))
    for entry in aside.iterdir():
        entry.replace(target / entry.name)
    pointer = aside / _CURRENT
    with pointer.open("w", encoding="utf-8") as file:
        file.write(target.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / _CURRENT)
    for entry in folder.iterdir():
        if entry.is_dir() and entry not in {target, aside}:
            shutil.rmtree(entry, ignore_errors=True)
    return target


def _head(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "as_of": snapshot.as_of,
        "input_sha256": snapshot.input_hash,
        "pace": freeze(snapshot.pace),
        "notes": freeze(snapshot.notes),
        "model": None if snapshot.model is None else model_state(snapshot.model),
    }


def _read(folder: Path) -> Snapshot:
    head = _json(folder / "model.json")
    return Snapshot(
        as_of=head["as_of"],
        input_hash=head["input_sha256"],
        columns=read_columns(folder / "forecast.parquet"),
        summary=_json(folder / "summary.json"),
        pace=thaw(head["pace"], _HEAD_CLASSES),
        notes=thaw(head["notes"], _HEAD_CLASSES),
        model=_model(head["model"]),
    )


def _model(said: dict[str, Any] | None) -> ModelState | None:
    if said is None:
        return None
    try:
        return model_from_state(said)
    except UnreadableStateError:
        return None


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def _json(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said


def _without(said: dict[str, Any], ids: frozenset[str]) -> dict[str, Any]:
    return {
        name: [one for one in each if not (isinstance(one, list) and ids.intersection(map(str, one)))]
        if isinstance(each, list)
        else each
        for name, each in said.items()
    }


def _names(said: object, ids: frozenset[str]) -> bool:
    text = json.dumps(said, ensure_ascii=False)
    return any(each in text for each in ids)
