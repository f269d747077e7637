"""The options by which a business says what it knows of its days."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from perennial.cli.language import Say

if TYPE_CHECKING:
    from perennial.flows.special_days import DaysTold

__all__ = ["add_calendar_options", "days_told"]

_MOST_GROWTH = 20.0  # percent a month, up or down


def add_calendar_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Add the options on holidays, events and growth."""
    group = parser.add_argument_group(
        say("what you know of your days (weekdays, season and trend are learnt)")
    )
    group.add_argument(
        "--holidays",
        default="",
        metavar="CC",
        help=say("the country whose public holidays are looked at, in two letters, for example DE"),
    )
    group.add_argument(
        "--events",
        type=Path,
        metavar="FILE",
        help=say("""\
your sales, fairs and closed weeks, past and coming: a CSV file with the columns name, from, until and, if
you know it, worth (how many ordinary days one of these days is worth; left empty, it is learnt)"""),
    )
    group.add_argument(
        "--growth",
        type=_growth,
        metavar="PERCENT",
        help=say("by how many per cent a month orders per customer grow or, below 0, fall"),
    )


def days_told(options: argparse.Namespace) -> "DaysTold":
    """Give what was said.

    Raises
    ------
    UserError
        The country is not known, or the file of events cannot be used.
    """
    from perennial.flows.events_file import read_events_file
    from perennial.flows.special_days import DaysTold, check_country

    country = options.holidays.upper()
    if country:
        check_country(country)
    return DaysTold(
        country=country,
        events=read_events_file(options.events) if options.events else (),
        growth=options.growth,
    )


def _growth(text: str) -> float:
    """Read per cent as a share."""
    try:
        percent = float(text.removesuffix("%").replace(",", "."))
    except ValueError:
        percent = float("nan")
    if not -_MOST_GROWTH <= percent <= _MOST_GROWTH:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of per cent a month from -20 to 20")
    return percent / 100
