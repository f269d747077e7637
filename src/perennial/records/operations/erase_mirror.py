"""The mirror of orders and the snapshot of forecasts, in which texts of orders may name the person."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from perennial.records.operations.erase_scan import holds
from perennial.records.operations.erase_traces import Traces
from perennial.records.operations.process.forget_process import forget_in_process
from perennial.records.operations.refresh_folders import mirror_folder, snapshots_folder
from perennial.store.mirror import forget_customers, read_manifest

__all__ = ["Forgotten", "forget_in_mirror"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """Whether the person stood in the mirror or the snapshot, and the months where others still name them."""

    held: bool
    left: tuple[str, ...]


def forget_in_mirror(traces: Traces) -> Forgotten:
    """Take the person's orders out of the mirror, where they have names; the next refresh writes them anew.

    A snapshot that repeats a text of theirs goes whole and is made again by that refresh. Call it as the
    only writer, and stay that until the records are clean.
    """
    pattern = traces.everywhere()
    months = read_manifest(mirror_folder()).months
    stood = () if pattern is None else _holding(months, pattern)
    forget_customers(mirror_folder(), [str(pk) for pk in traces.customer_ids])
    forget_in_process()
    if pattern is None:
        return Forgotten(held=False, left=())
    return Forgotten(held=_drop_snapshot(pattern) or bool(stood), left=_holding(stood, pattern))


def _holding(months: Iterable[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    folder = mirror_folder()
    manifest = read_manifest(folder)
    there = [month for month in months if month in manifest.months]
    return tuple(month for month in there if holds(folder / manifest.file_of(month), pattern))


def _drop_snapshot(pattern: re.Pattern[str]) -> bool:
    folder: Path = snapshots_folder()
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    if not any(holds(path, pattern) for path in files):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True
