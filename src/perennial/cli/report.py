"""`perennial report`: from an order log to one offline page and the files behind it."""

import argparse
from pathlib import Path

from perennial.cli.calendar_options import add_calendar_options, days_told
from perennial.cli.input_options import add_input_options, add_touches_option, positive_days
from perennial.cli.language import LANGUAGES, Say, default_language

__all__ = ["add_to"]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "report",
        help=say("write the report of an order log: one offline page, and the files behind it"),
        description=say("""\
Reads an order log and writes a folder with
  report.html    the answers on one offline page: when customers buy again, when they start to leave,
                 who is leaving now, and whom to touch this week and why
  customers.csv  one row a customer, with forecasts and dates
  plan.csv       this week's touches, each with its reason
  products.csv   who is due to buy which product again, where the log names products
  summary.json   the figures of the page, for programs
  rejected.csv   every row that could not be used, with the reason
The folder is written whole or not at all."""),
        epilog=say("""\
examples:
  perennial report orders.csv --out my-report
  perennial report "выгрузка 1С.xlsx" --out отчёт --lang ru --time-zone Europe/Moscow
  perennial report orders.csv --out my-report --map customer_id=Buyer --map ordered_at="Sold on"
  perennial report sqlite:shop.db#orders --out my-report --capacity 25
  perennial report store:sales.orders --out my-report  (a table at PERENNIAL_STORE_URL)"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(parser, say)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("folder to write"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of the page")
    )
    parser.add_argument(
        "--horizon",
        type=positive_days,
        metavar="DAYS",
        help=say("within how many days a return counts (default: by the log)"),
    )
    parser.add_argument(
        "--return-horizon",
        type=positive_days,
        metavar="DAYS",
        help=say("the R of 'still come back within R days' (default: by the log, 90 or more)"),
    )
    parser.add_argument(
        "--capacity",
        type=int,
        default=20,
        metavar="N",
        help=say("how many touches a day you can make (default 20)"),
    )
    add_calendar_options(parser, say)
    add_touches_option(parser, say)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from perennial.cli.progress_bar import progress_bar
    from perennial.cli.reading import reading_options
    from perennial.config import read_store_url
    from perennial.flows.make_report import ReportOrder, make_report

    order = ReportOrder(
        orders=options.orders,
        reading=reading_options(options),
        out=options.out,
        language=options.lang,
        horizon=options.horizon,
        return_horizon=options.return_horizon,
        capacity=options.capacity,
        seed=options.seed,
        days=days_told(options),
        touches=options.touches,
        store_url=read_store_url(),
    )
    with progress_bar(quiet=options.quiet, language=options.lang) as progress:
        page = make_report(order, progress=progress)
    print(page)
    return 0
