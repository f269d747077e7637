"""Translations of the pages: .po files are the source, compiled into the data folder when they change."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["compiled_locales"]


def compiled_locales(source: Path, target: Path) -> list[Path]:
    """Compile `source`/<area>.<language>.po and give the folders that Django reads.

    An area is a part of the pages whose words stand in one file. No tool outside Python is needed, and an
    installed package may be read-only.
    """
    areas: dict[str, Path] = {}
    for path in sorted(source.glob("*.po")):
        area, language = path.stem.rsplit(".", 1)
        areas[area] = target / area
        compiled = areas[area] / language / "LC_MESSAGES" / "django.mo"
        if not compiled.is_file() or compiled.stat().st_mtime < path.stat().st_mtime:
            _compile(path, compiled)
    return list(areas.values())


def _compile(path: Path, compiled: Path) -> None:
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        catalog = read_po(file)
    # Several processes may start at once: each writes its own file aside, and renaming is atomic.
    aside = compiled.with_suffix(f".{id(catalog)}.tmp")
    with aside.open("wb") as file:
        write_mo(file, catalog)
    aside.replace(compiled)
