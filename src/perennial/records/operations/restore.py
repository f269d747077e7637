"""Put a backup in the place of what the data folder and the database hold; a restored copy never sends."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Business, Customer, Heartbeat, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.backup import FILES, FOLDERS
from perennial.records.operations.backup_manifest import Manifest
from perennial.records.operations.outbox.cancel import cancel_all
from perennial.records.operations.restore_database import check_fits, load_database
from perennial.records.operations.restore_erase_again import erase_what_was_erased
from perennial.records.operations.restore_erasures import (
    REGISTER,
    merged_register,
    write_register,
)
from perennial.records.operations.restore_files import Unpacked
from perennial.records.queries.workers import living_workers

__all__ = ["Restored", "check_free", "holds_records", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restored copy holds, and how many erasures were done again on it."""

    manifest: Manifest
    customers: int
    people: int
    erased_again: int


def holds_records() -> bool:
    """Say whether the present database holds people or customers."""
    tables = set(connection.introspection.table_names())
    return any(model._meta.db_table in tables and model.objects.exists() for model in (User, Customer))  # noqa: SLF001


def check_free() -> None:
    """See that nobody works on the present database.

    Raises
    ------
    UserError
        A worker is alive.
    """
    there = Heartbeat._meta.db_table in connection.introspection.table_names()  # noqa: SLF001
    if there and living_workers(timezone.now()):
        raise UserError("Perennial is running on this data; stop it, then restore.")


def restore(unpacked: Unpacked, more_erasures: Sequence[Path] = ()) -> Restored:
    """Replace files and database, forbid sending, and erase again whoever was erased later.

    Parameters
    ----------
    more_erasures
        Registers of erasures besides that of the data folder and that in the backup.
    """
    check_fits(unpacked.manifest)
    data_dir = settings.DATA_DIR
    register = merged_register([data_dir / REGISTER, unpacked.folder / REGISTER, *more_erasures])
    _place_files(unpacked.folder, data_dir)
    write_register(data_dir / REGISTER, register)
    load_database(unpacked)
    _quieten()
    erased = erase_what_was_erased(register)
    note_act(None, "restore", erased_again=erased)
    return Restored(
        manifest=unpacked.manifest,
        customers=Customer.objects.count(),
        people=User.objects.count(),
        erased_again=erased,
    )


def _place_files(source: Path, data_dir: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(data_dir / name, ignore_errors=True)
        if (source / name).is_dir():
            shutil.move(source / name, data_dir / name)
    for name in FILES:
        if name != REGISTER and (source / name).is_file():
            (source / name).chmod(0o600)
            (source / name).replace(data_dir / name)


def _quieten() -> None:
    """See that a copy does not act in the name of the original: nothing is sent, nobody is signed in.

    What waited to leave when the backup was made has been sent by the original since.
    """
    Business.objects.update(sending=False)
    cancel_all("restored")
    Session.objects.all().delete()
    Heartbeat.objects.all().delete()
