"""The passphrase of a backup: from the environment, or asked for without showing it."""

import getpass
import os
import sys

from perennial.cli.language import Say
from perennial.core.errors import UserError

__all__ = ["ask_passphrase"]

_VARIABLE = "PERENNIAL_BACKUP_PASSPHRASE"


def ask_passphrase(say: Say, *, twice: bool) -> str:
    """Give the passphrase.

    Raises
    ------
    UserError
        There is none in the environment and nobody to ask, or the two that were typed differ.
    """
    if os.environ.get(_VARIABLE):
        return os.environ[_VARIABLE]
    if not sys.stdin.isatty():
        raise UserError("A passphrase is needed: set PERENNIAL_BACKUP_PASSPHRASE.")
    given = getpass.getpass(say("Passphrase of the backup: "))
    if not given or (twice and getpass.getpass(say("The same again: ")) != given):
        raise UserError("The two passphrases differ, or are empty; nothing was written.")
    return given
