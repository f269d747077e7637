"""Before pages are served: database of this version (with a backup first), cache, static files, demo."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from perennial import __version__
from perennial.core.errors import UserError
from perennial.core.message import Message

__all__ = ["fill_demo", "prepare"]

Tell = Callable[[Message], None]
Language = Literal["en", "ru"]


def prepare(tell: Tell) -> None:
    """Make database and files ready; needs Django to be set up.

    Parameters
    ----------
    tell
        Is told what takes a while or is worth knowing.
    """
    from django.core.management import call_command

    _back_up_before_changes(tell)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _collect_static_files()


def fill_demo(language: Language, today: date, *, learn: bool = True) -> str:
    """Load the demo company into an empty base, unless it is there; give the password of its people.

    Parameters
    ----------
    learn
        Whether to wait for its forecasts; the worker learns them otherwise.

    Raises
    ------
    UserError
        The base holds people or customers of a real business.
    """
    from perennial.cli.progress_bar import progress_bar
    from perennial.records.demo.people import PASSWORD
    from perennial.records.models import Business
    from perennial.records.operations.load_demo import SEED, learn_later, load_demo
    from perennial.records.operations.restore import holds_records

    if Business.current().demo:
        return PASSWORD
    if holds_records():
        raise UserError(
            "This base holds a real business; the demo needs an empty one. Set PERENNIAL_DATA_DIR to"
            " another folder, or leave out --demo."
        )
    with progress_bar(quiet=False, language=language) as progress:
        load_demo(language, today, SEED, progress, learn=learn)
    if not learn:
        learn_later(today)
    return PASSWORD


def _back_up_before_changes(tell: Tell) -> None:
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    from perennial.records.operations.backup import backup, backups_folder
    from perennial.records.operations.restore import holds_records

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending or not executor.loader.applied_migrations or not holds_records():
        return
    name = f"before-{__version__}-{timezone.now():%Y-%m-%d-%H%M%S}.tar.gz"
    target = backups_folder(settings.DATA_DIR) / name
    tell(
        Message("This version changes the database; a backup is written first: {file}", {"file": str(target)})
    )
    backup(target)


def _collect_static_files() -> None:
    """Collect them only when they changed: compressing them takes seconds."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    digest = hashlib.sha256("".join(_static_files()).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest, encoding="ascii")


def _static_files() -> Iterator[str]:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    yield f"{__version__} {settings.STATIC_URL}\n"
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            yield f"{name} {facts.st_size} {facts.st_mtime_ns}\n"
