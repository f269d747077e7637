"""What was last learnt of the business, read once a process and kept until the next refresh."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from perennial import __version__
from perennial.flows.refresh import figures_from_json, read_beside, snapshot_folder
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.fragments import Fragment, render_fragments

__all__ = ["Figures", "figures_now", "fragments_now", "snapshots_folder"]

_FOR = 40 * 24 * 3600  # seconds that drawings are kept: until the next fit at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures, and the name of the snapshot that they belong to."""

    name: str
    contents: ReportContents


def snapshots_folder() -> Path:
    """Give the folder of what was learnt last."""
    return Path(settings.DATA_DIR) / "snapshot"


def figures_now() -> Figures | None:
    """Give the figures of the last refresh; None where there was none, or another version made them."""
    current = snapshot_folder(snapshots_folder())
    return None if current is None else _figures(current)


def fragments_now(language: str) -> Mapping[str, Fragment]:
    """Give the sections on the rhythm of the business, drawn once a refresh and language; empty before."""
    current = snapshot_folder(snapshots_folder())
    return {} if current is None else _fragments(current, language)


@lru_cache(maxsize=2)
def _figures(current: Path) -> Figures | None:
    try:
        said = read_beside(current, "figures")
    except OSError:
        return None
    contents = None if said is None else figures_from_json(said)
    return None if contents is None else Figures(name=current.name, contents=contents)


@lru_cache(maxsize=4)
def _fragments(current: Path, language: str) -> Mapping[str, Fragment]:
    figures = _figures(current)
    if figures is None:
        return {}
    key = f"rhythm:{__version__}:{current.name}:{language}"
    found: Mapping[str, Fragment] | None = cache.get(key)
    if found is None:
        found = render_fragments(figures.contents, language)
        cache.set(key, found, _FOR)
    return found
