"""`perennial trial`: who is held out by lot, and what the treated did more."""

import argparse
from pathlib import Path

from perennial.cli.input_options import add_input_options, positive_days
from perennial.cli.language import LANGUAGES, Say, default_language

__all__ = ["add_to"]

_Acts = argparse._SubParsersAction  # noqa: SLF001 - argparse names the type in no other way


def add_to(commands: "_Acts[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "trial",
        help=say("prove by lot what a touch gains"),
        description=say(
            "A trial holds some customers out by lot before anybody is touched, "
            "and then compares the others with them."
        ),
    )
    acts = parser.add_subparsers(title=say("what to do"), metavar="ACT", required=True)
    _add_draw(acts, say)
    _add_read(acts, say)


def _add_draw(acts: "_Acts[argparse.ArgumentParser]", say: Say) -> None:
    parser = acts.add_parser(
        "draw",
        help=say("draw the lot: who is held out"),
        description=say("""\
Writes for each customer of a file whether they are treated or held out (control). The lot is a hash of trial,
seed and person: drawn again it is the same, for anybody, on any machine, so that it can be checked."""),
        epilog=say("""\
examples:
  perennial trial draw customers.csv --held-out 0.1 --trial gift-call --seed 7 --out arms.csv
  perennial trial draw клиенты.xlsx --held-out 0.5 --trial подарок --out arms.csv --as-of 2026-12-01"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(
        parser,
        say,
        name="CUSTOMERS",
        what=say("""\
the customers: customer_id and, where several records are one person, lot_key; a CSV, TSV, Excel, Parquet or
JSON-lines file, - for standard input, or a table or query as sqlite:crm.db#customers or
postgresql://user@host/base#SELECT ...; a file of orders will do"""),
    )
    parser.add_argument(
        "--held-out", type=float, required=True, metavar="SHARE", help=say("the chance of being held out")
    )
    parser.add_argument("--trial", required=True, metavar="ID", help=say("name of the trial"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=say("the file of arms to write, a CSV file")
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=default_language(), help=say("language"))
    parser.set_defaults(run=_draw)


def _add_read(acts: "_Acts[argparse.ArgumentParser]", say: Say) -> None:
    parser = acts.add_parser(
        "read",
        help=say("read what a trial gained: orders, money, days"),
        description=say("""\
Compares the treated with those held out, each by the group they were drawn into, whatever was done with them.
The lot is drawn again first: where one row differs, no effect is claimed. The limits hold however often you
look."""),
        epilog=say("""\
examples:
  perennial trial read arms.csv orders.csv
  perennial trial read arms.csv заказы.xlsx --horizon 270 --smallest-effect 0.2 --lang ru
  perennial trial read groups.csv orders.parquet --lot-by-others --json"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("arms", metavar="ARMS", help=say("the file of arms that `draw` wrote"))
    add_input_options(parser, say)
    parser.add_argument(
        "--horizon",
        type=positive_days,
        metavar="DAYS",
        help=say("days from the lot that were planned (default: as many as everybody was followed for)"),
    )
    parser.add_argument(
        "--smallest-effect",
        type=float,
        default=0.0,
        metavar="ORDERS",
        help=say("orders more per customer that would be worth having (default 0)"),
    )
    parser.add_argument(
        "--planned",
        type=positive_days,
        metavar="CUSTOMERS",
        help=say("customers that were planned for (default: those in the file)"),
    )
    parser.add_argument(
        "--lot-by-others", action="store_true", help=say("others drew the lot: believe the file of arms")
    )
    parser.add_argument("--json", action="store_true", help=say("print JSON, for programs"))
    parser.add_argument("--lang", choices=LANGUAGES, default=default_language(), help=say("language"))
    parser.set_defaults(run=_read)


def _draw(options: argparse.Namespace) -> int:
    from datetime import date

    from perennial.cli.notes import show_notes
    from perennial.cli.progress_bar import progress_bar
    from perennial.cli.reading import reading_options
    from perennial.flows.draw_trial import DrawOrder, draw_trial

    order = DrawOrder(
        customers=options.customers,
        reading=reading_options(options),
        trial=options.trial,
        seed=options.seed,
        held_out=options.held_out,
        assigned_on=options.as_of or date.today(),  # noqa: DTZ011 - the day it is where it is drawn
        out=options.out,
    )
    with progress_bar(quiet=options.quiet, language=options.lang) as progress:
        notes = draw_trial(order, progress=progress)
    show_notes(notes, quiet=options.quiet, language=options.lang)
    print(options.out)
    return 0


def _read(options: argparse.Namespace) -> int:
    from perennial.cli.notes import show_notes
    from perennial.cli.progress_bar import progress_bar
    from perennial.cli.reading import reading_options
    from perennial.flows.compare_arms import Terms
    from perennial.flows.read_trial import ReadOrder, read_trial
    from perennial.flows.trial_json import trial_json
    from perennial.flows.trial_words import trial_words

    order = ReadOrder(
        arms=options.arms,
        orders=options.orders,
        reading=reading_options(options),
        terms=Terms(
            horizon=options.horizon,
            smallest_effect=options.smallest_effect,
            planned=options.planned,
            seed=options.seed,
        ),
        lot_by_others=options.lot_by_others,
    )
    with progress_bar(quiet=options.quiet, language=options.lang) as progress:
        found = read_trial(order, progress=progress)
    show_notes(found.notes, quiet=options.quiet, language=options.lang)
    print(trial_json(found) if options.json else trial_words(found, options.lang), end="")
    return 0
