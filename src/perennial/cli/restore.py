"""`perennial restore`: a backup in the place of what is there, checked before anything is touched."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from perennial.cli.language import LANGUAGES, Say, default_language, speaker, translated
from perennial.core.errors import UserError
from perennial.core.message import Message

if TYPE_CHECKING:
    from perennial.records.operations.restore import Restored
    from perennial.records.operations.restore_files import Unpacked

__all__ = ["add_to"]

_SECRET = "PERENNIAL_SECRET_KEY"  # noqa: S105 - a variable's name


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "restore",
        help=say("bring a backup back"),
        description=say("""\
Checks a backup, then puts it into the data folder and database that PERENNIAL_* variables name. Sending is
off in a restored copy until somebody switches it on, and whoever was erased after the backup is erased
again."""),
        epilog=say("""\
examples:
  PERENNIAL_DATA_DIR=/var/lib/perennial perennial restore perennial-2026-11-25.tar.gz
  perennial restore old.tar.gz --force --erasures /mnt/safe/erasures.jsonl"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=say("the backup"))
    parser.add_argument(
        "--force",
        action="store_true",
        help=say("replace records that are there already; a backup of them is written first"),
    )
    parser.add_argument(
        "--erasures",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help=say("a later register of erasures, to be done again (repeatable)"),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of messages")
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from perennial.cli.passphrase import ask_passphrase
    from perennial.config import read_config
    from perennial.records.operations.restore_files import is_sealed, unpack

    sealed = is_sealed(options.file)
    passphrase = ask_passphrase(speaker(options.lang), twice=False) if sealed else None
    environment = dict(os.environ)
    data_dir = read_config({**environment, _SECRET: "not needed to find the folder"}).data_dir
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data_dir) as folder:
        unpacked = unpack(options.file, Path(folder), passphrase)
        restored = _replaced(unpacked, options, environment)
    for line in _told(restored):
        print(translated(line, options.lang))
    return 0


def _replaced(
    unpacked: "Unpacked", options: argparse.Namespace, environment: Mapping[str, str]
) -> "Restored":
    _take_secret(unpacked)
    from perennial.cli.django_start import start_django

    start_django()
    from perennial.records.operations.restore import check_free, holds_records, restore

    check_free()
    if holds_records():
        if not options.force:
            raise UserError(
                "There are records here already; restore into an empty PERENNIAL_DATA_DIR, or use --force,"
                " which writes a backup of them first."
            )
        _back_up_present(environment, options.lang)
    return restore(unpacked, options.erasures)


def _take_secret(unpacked: "Unpacked") -> None:
    """Work with the secret of the backup: with another, erased contacts would not be known again.

    Raises
    ------
    UserError
        The backup does not hold it, and the environment has another one or none.
    """
    from perennial.records.operations.backup_manifest import secret_check

    kept = unpacked.folder / "secret.key"
    told = os.environ.get(_SECRET, "")
    secret = told or (kept.read_text(encoding="ascii") if kept.is_file() else "")
    if secret_check(secret) != unpacked.manifest.secret_check:
        raise UserError(
            "This backup was made with another secret; set PERENNIAL_SECRET_KEY to the one it had, or unset"
            " it if the backup holds it."
        )
    os.environ[_SECRET] = secret


def _back_up_present(environment: Mapping[str, str], language: str) -> None:
    """Write a backup of what is there, in a process of its own, which has the secret of what is there."""
    command = [sys.executable, "-m", "perennial", "backup", "--lang", language]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UserError(
            "What is here could not be backed up, so nothing was changed: {why}", why=done.stderr.strip()
        )
    said = Message("What was here is kept in {file}", {"file": done.stdout.strip()})
    print(f"perennial: {translated(said, language)}", file=sys.stderr)


def _told(restored: "Restored") -> list[Message]:
    facts = {
        "version": restored.manifest.version,
        "made_at": restored.manifest.made_at,
        "customers": restored.customers,
        "people": restored.people,
    }
    lines = [
        Message(
            "Restored what was kept at {made_at} by {version}: {customers:customers}, accounts: {people}.",
            facts,
        ),
        Message("Sending is off in this copy; switch it on in the settings when it is to be the real one."),
    ]
    if restored.erased_again:
        lines.append(
            Message(
                "Erased again what was erased after the backup: {n:customers}.", {"n": restored.erased_again}
            )
        )
    return lines
