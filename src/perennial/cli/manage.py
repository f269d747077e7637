"""`perennial manage`: Django's own commands, with their own options and help."""

import argparse
from collections.abc import Sequence

from perennial.cli.language import Say

__all__ = ["add_to", "manage"]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command for the list of commands; `main` hands its arguments on unread."""
    commands.add_parser("manage", help=say("run one of Django's commands, for example `manage shell`"))


def manage(arguments: Sequence[str]) -> int:
    """Hand the arguments to Django."""
    from django.core.management import execute_from_command_line

    from perennial.cli.django_start import start_django

    start_django()
    execute_from_command_line(["perennial manage", *arguments])
    return 0
