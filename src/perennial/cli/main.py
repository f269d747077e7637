"""The `perennial` command: parses, runs one subcommand, and turns errors into sentences and exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence

from perennial import __version__
from perennial.cli import (
    backup,
    doctor,
    forecast,
    health,
    manage,
    process,
    records_commands,
    report,
    restore,
    serve,
    trial,
)
from perennial.cli.language import language_of, speaker, translated
from perennial.cli.settings_file import with_settings_file
from perennial.core.errors import UserError

__all__ = ["build_parser", "main"]

_COMMANDS = (
    report,
    forecast,
    process,
    trial,
    serve,
    records_commands,
    backup,
    restore,
    doctor,
    health,
    manage,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code: 0 done, 2 unusable input or wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["manage"]:  # its options are Django's
            return manage.manage(given[1:])
        options = build_parser(language_of(given)).parse_args(with_settings_file(given))
        return int(options.run(options))
    except UserError as error:
        print(f"perennial: {translated(error.message, language_of(given))}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("perennial: stopped; nothing was written", file=sys.stderr)
        return 130


def build_parser(language: str = "en") -> argparse.ArgumentParser:
    """Describe the whole command line in a language."""
    say = speaker(language)
    parser = argparse.ArgumentParser(
        prog="perennial",
        description=say(
            "Learns from your order log when each customer is due to buy next and when they start to leave."
        ),
        epilog=say(
            """\
Start here:
  perennial report orders.csv --out my-report
then open my-report/report.html. Any export of orders with a customer, a date and (if there is one) an amount
will do: CSV, Excel, Parquet, JSON lines, or a table in SQLite or PostgreSQL. To look around in a demo:
  perennial serve --demo"""
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"perennial {__version__}")
    commands = parser.add_subparsers(title=say("commands"), metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_to(commands, say)
    return parser
