"""`perennial backup`: everything in one file, while Perennial goes on working."""

import argparse
from pathlib import Path

from perennial.cli.language import LANGUAGES, Say, default_language, speaker

__all__ = ["add_to"]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "backup",
        help=say("write everything into one file"),
        description=say("""\
Writes the database, the mirror of orders, forecasts, uploads, the secret and the register of erasures into
one file, while Perennial goes on working, and prints its name. Whoever has the file has it all: keep it safe,
or encrypt it."""),
        epilog=say("""\
examples:
  perennial backup
  perennial backup /mnt/safe/perennial.tar.gz.sealed --encrypt"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help=say("file to write (default: a new one in the folder backups of the data folder)"),
    )
    parser.add_argument(
        "--encrypt",
        action="store_true",
        help=say("encrypt it with a passphrase (asked for, or from PERENNIAL_BACKUP_PASSPHRASE)"),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of messages")
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from perennial.cli.django_start import start_django
    from perennial.cli.passphrase import ask_passphrase

    passphrase = ask_passphrase(speaker(options.lang), twice=True) if options.encrypt else None
    start_django()
    from perennial.records.operations.backup import backup

    target = options.file.absolute() if options.file else _new_file(sealed=options.encrypt)
    print(backup(target, passphrase).path)
    return 0


def _new_file(*, sealed: bool) -> Path:
    from django.conf import settings
    from django.utils import timezone

    from perennial.records.operations.backup import backups_folder

    name = f"perennial-{timezone.now():%Y-%m-%d-%H%M%S}.tar.gz"
    return backups_folder(settings.DATA_DIR) / (f"{name}.sealed" if sealed else name)
