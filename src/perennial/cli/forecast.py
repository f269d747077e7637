"""`perennial forecast`: one row a customer, for programs and spreadsheets."""

import argparse
from pathlib import Path

from perennial.cli.calendar_options import add_calendar_options, days_told
from perennial.cli.input_options import add_input_options, add_touches_option, positive_days
from perennial.cli.language import LANGUAGES, Say, default_language

__all__ = ["add_to"]

_MODELS = ("auto", "mbg-cnbd-k", "mbg-nbd", "tenure")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "forecast",
        help=say("write the forecast of every customer as CSV or Parquet"),
        description=say("""\
Writes one row for every customer with a purchase on or before --as-of: the chance of coming back, expected
orders, next-order dates, the leaving date and when to make an offer. Orders after --as-of are not read, so
the forecast can be checked against them."""),
        epilog=say("""\
examples:
  perennial forecast orders.csv --as-of 2026-06-30 --horizon 90 --out forecast.csv
  perennial forecast orders.parquet --as-of 2026-06-30 --horizon 28 --out forecast.parquet --model tenure
  perennial forecast store:sales.orders --horizon 90 --out forecast.csv  (a table at PERENNIAL_STORE_URL)

models:
  auto         the log's own past chooses or blends (on at most 100,000 customers)
  mbg-cnbd-k   leaves after a purchase with some probability; rhythm k by likelihood
  mbg-nbd      the same with k = 1, purchases at random
  tenure       leaves by time since the first purchase, in whatever shape the log shows"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(parser, say)
    parser.add_argument(
        "--horizon", type=positive_days, required=True, metavar="DAYS", help=say("how far ahead to count")
    )
    parser.add_argument(
        "--return-horizon", type=positive_days, metavar="DAYS", help=say("the R of return_probability")
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=say("FILE.csv or FILE.parquet")
    )
    parser.add_argument(
        "--model", choices=_MODELS, default="auto", help=say("which model counts (default: auto)")
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of messages")
    )
    add_calendar_options(parser, say)
    add_touches_option(parser, say)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from perennial.cli.notes import show_notes
    from perennial.cli.progress_bar import progress_bar
    from perennial.cli.reading import reading_options
    from perennial.config import read_store_url
    from perennial.flows.forecast_customers import ForecastOrder, forecast_customers

    order = ForecastOrder(
        orders=options.orders,
        reading=reading_options(options),
        out=options.out,
        horizon=options.horizon,
        return_horizon=options.return_horizon,
        model=options.model,
        seed=options.seed,
        days=days_told(options),
        touches=options.touches,
        store_url=read_store_url(),
    )
    with progress_bar(quiet=options.quiet, language=options.lang) as progress:
        notes = forecast_customers(order, progress=progress)
    show_notes(notes, quiet=options.quiet, language=options.lang)
    print(options.out)
    return 0
