"""Each night: a backup into the data folder; the newest few are kept."""

from datetime import date
from pathlib import Path

from django.conf import settings

from perennial.records.operations.backup import backup, backups_folder

__all__ = ["run"]


def run(day: date) -> None:
    """Write the backup of a day and remove the oldest of the nightly ones."""
    keep = settings.CONFIG.keep_backups
    if keep <= 0:
        return
    folder = backups_folder(settings.DATA_DIR)
    target = folder / f"nightly-{day:%Y-%m-%d}.tar.gz"
    if not target.exists():
        backup(target)
    for old in _nightly(folder)[:-keep]:
        old.unlink(missing_ok=True)


def _nightly(folder: Path) -> list[Path]:
    return sorted(folder.glob("nightly-*.tar.gz"))
