"""The input options, the same on every command that reads an order log."""

import argparse
import re
from datetime import date, time
from pathlib import Path

from perennial.cli.language import Say
from perennial.core.errors import UserError

__all__ = ["add_input_options", "add_touches_option", "canonical_mapping", "day", "positive_days"]


def add_input_options(
    parser: argparse.ArgumentParser, say: Say, *, name: str = "ORDERS", what: str | None = None
) -> None:
    """Add the log and the options that say how to read it.

    Parameters
    ----------
    name, what
        What the log is called, and its help; an order log where they are not said.
    """
    parser.add_argument(
        name.lower(),
        metavar=name,
        help=what
        or say("""\
the order log: a CSV, TSV, Excel, Parquet or JSON-lines file, - for standard input, or a table or query as
sqlite:shop.db#orders or postgresql://user@host/base#SELECT ..."""),
    )
    group = parser.add_argument_group(say("reading the log (all of it is guessed and shown when not said)"))
    _add_columns(group, say)
    _add_days(group, say)
    _add_rules(group, say)
    _add_run(group, say)


def add_touches_option(parser: argparse.ArgumentParser, say: Say) -> None:
    """Add the option that names a file of touches."""
    parser.add_argument(
        "--touches",
        default="",
        metavar="FILE",
        help=say("""\
your calls, messages and visits to customers: a file with the columns customer_id and happened_at, and
direction where some of them were begun by customers"""),
    )


def canonical_mapping(pairs: list[str]) -> dict[str, str]:
    """Read ``--map canonical=header`` pairs.

    Raises
    ------
    UserError
        A pair has no equals sign, or one column is named twice.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        canonical, equals, header = pair.partition("=")
        if not equals or not canonical or not header:
            raise UserError(
                "--map {pair}: write it as canonical=header, for example customer_id=Buyer", pair=pair
            )
        if canonical in mapping:
            raise UserError("--map names {canonical} twice; keep one of them", canonical=canonical)
        mapping[canonical.strip()] = header.strip()
    return mapping


def day(text: str) -> date:
    """Read a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as YYYY-MM-DD") from error


def positive_days(text: str) -> int:
    """Read a whole number of days, at least 1."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of days from 1 up")
    return int(text)


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time of day; write it as HH:MM") from error


def _add_columns(group: argparse._ArgumentGroup, say: Say) -> None:
    group.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="CANONICAL=HEADER",
        help=say("which column is what, for example --map customer_id=Buyer (repeatable)"),
    )
    group.add_argument(
        "--date-format", metavar="F", help=say("how dates are written, for example %%d.%%m.%%Y")
    )
    group.add_argument(
        "--currency", metavar="C", help=say("read only the orders in this currency, for example EUR")
    )
    group.add_argument(
        "--sheet", metavar="NAME", help=say("which sheet of a spreadsheet to read (default: the first)")
    )


def _add_days(group: argparse._ArgumentGroup, say: Say) -> None:
    group.add_argument(
        "--time-zone", metavar="Z", help=say("the business's time zone, for example Europe/Moscow")
    )
    group.add_argument(
        "--day-start",
        type=_clock,
        default=time(0, 0),
        metavar="HH:MM",
        help=say("when a new business day starts; orders before it belong to the day before (default 00:00)"),
    )
    group.add_argument(
        "--as-of",
        type=day,
        metavar="D",
        help=say(
            "end of observation, YYYY-MM-DD (default: the last day in the log); later orders are not read"
        ),
    )


def _add_rules(group: argparse._ArgumentGroup, say: Say) -> None:
    group.add_argument(
        "--keep-zero", action="store_true", help=say("count orders with a zero amount as purchases")
    )
    group.add_argument(
        "--keep-customer",
        action="append",
        default=[],
        metavar="ID",
        help=say("count this id, which looks like many buyers under one name, as one customer (repeatable)"),
    )


def _add_run(group: argparse._ArgumentGroup, say: Say) -> None:
    group.add_argument(
        "--seed", type=int, default=0, metavar="S", help=say("seed of all random draws (default 0)")
    )
    group.add_argument(
        "--memory",
        metavar="SIZE",
        help=say("how much memory to take, for example 2GB; what does not fit waits in temporary files"),
    )
    group.add_argument("--config", type=Path, metavar="FILE", help=say("the same options from a TOML file"))
    group.add_argument("--quiet", action="store_true", help=say("show neither progress nor notes"))
