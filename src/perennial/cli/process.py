"""`perennial process`: from an event log to the map of the process."""

import argparse
from pathlib import Path

from perennial.cli.input_options import add_input_options
from perennial.cli.language import LANGUAGES, Say, default_language

__all__ = ["add_to"]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "process",
        help=say("draw the map of a sales process from a log of its events"),
        description=say("""\
Draws what really happens from step to step: how many, which share of them, after how many days; the main way,
and the weakest arrow, with what it would bring if everybody did as the better half does. Rare ways are folded
away and counted. An order log may be given too: its steps are the first to the fifth purchase."""),
        epilog=say("""\
examples:
  perennial process events.csv --out map.svg
  perennial process events.csv --out map.svg --json map.json --product "Water filters"
  perennial process "история сделок.xlsx" --out карта.svg --lang ru --map activity=Этап
  perennial process events.parquet --out phone.svg --top-to-bottom --fold 0.1"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(
        parser,
        say,
        name="EVENTS",
        what=say("""\
the event log: case_id, activity, timestamp, and if there are any resource (who), product, channel, source; a
CSV, TSV, Excel, Parquet or JSON-lines file, - for standard input, or a table or query as sqlite:crm.db#events
or postgresql://user@host/base#SELECT ..."""),
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=say("the picture to write, FILE.svg")
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help=say("the same for programs"))
    parser.add_argument("--product", metavar="P", help=say("only the sales of this product"))
    parser.add_argument(
        "--fold",
        type=float,
        default=0.05,
        metavar="SHARE",
        help=say("leave out arrows that carry less of their step, 0 to 1 (default 0.05; 0 shows all)"),
    )
    parser.add_argument(
        "--top-to-bottom", action="store_true", help=say("draw from top to bottom, as phones need it")
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of the picture")
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from perennial.cli.notes import show_notes
    from perennial.cli.progress_bar import progress_bar
    from perennial.cli.reading import reading_options
    from perennial.flows.map_process import ProcessOrder, map_process

    order = ProcessOrder(
        events=options.events,
        reading=reading_options(options),
        out=options.out,
        json=options.json,
        product=options.product,
        language=options.lang,
        fold=options.fold,
        top_to_bottom=options.top_to_bottom,
        seed=options.seed,
    )
    with progress_bar(quiet=options.quiet, language=options.lang) as progress:
        notes = map_process(order, progress=progress)
    show_notes(notes, quiet=options.quiet, language=options.lang)
    print(options.out)
    return 0
