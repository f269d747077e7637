"""Where the events of processes are kept: a file for each drawn product, and one for all others."""

from pathlib import Path

from django.conf import settings

__all__ = ["REST", "events_file", "events_files", "events_folder", "key_of"]

#: All products that have no process of their own.
REST = "rest"


def events_folder() -> Path:
    """Give the folder of the events."""
    return Path(settings.DATA_DIR) / "process"


def key_of(product: int | None) -> str:
    """Name what a process is of: a product, or the rest."""
    return REST if product is None else f"product-{product}"


def events_file(key: str) -> Path:
    """Give the file of a product, or of the rest."""
    return events_folder() / f"{key}.duckdb"


def events_files() -> list[Path]:
    """Give all files there are."""
    return sorted(events_folder().glob("*.duckdb"))
