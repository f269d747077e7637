"""`perennial import`, `refresh` and `plan`: what the pages offer, from the command line."""

import argparse
from pathlib import Path

from perennial.cli.django_start import start_django
from perennial.cli.input_options import day
from perennial.cli.language import LANGUAGES, Say, default_language, translated
from perennial.core.errors import UserError
from perennial.core.message import Message

__all__ = ["add_to"]

_KINDS = ("orders", "customers", "leads", "touches")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the commands."""
    importing = _command(
        commands, say, "import", say("take a file of orders, customers, leads or touches in")
    )
    importing.add_argument("file", metavar="FILE", type=Path, help=say("the file"))
    importing.add_argument("--kind", choices=_KINDS, required=True, help=say("what is in it"))
    importing.set_defaults(run=_import)
    refreshing = _command(commands, say, "refresh", say("make the forecasts of all customers anew"))
    refreshing.add_argument(
        "--refit", action="store_true", help=say("fit the models anew instead of rolling them forward")
    )
    refreshing.set_defaults(run=_refresh)
    planning = _command(commands, say, "plan", say("plan whom to touch in a week, and print how many"))
    planning.add_argument("--week-of", type=day, metavar="D", help=say("a day of the week (default: today)"))
    planning.set_defaults(run=_plan)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say, name: str, told: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=told, description=told)
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of messages")
    )
    return parser


def _import(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise UserError("{file}: there is no such file", file=str(options.file))
    start_django()
    from perennial.records.operations.import_file import import_file

    done = import_file(options.file, options.kind)
    facts = {name: getattr(done, name) for name in ("created", "updated", "unchanged", "rejected")}
    _say(
        Message("{created} made, {updated} changed, {unchanged} as before, {rejected} rejected", facts),
        options,
    )
    return 0


def _refresh(options: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from perennial.records.models import RefreshRun
    from perennial.records.operations.refresh import run_refresh
    from perennial.records.operations.request_refresh import request_refresh
    from perennial.records.queries.pulse import pulse

    run = request_refresh(None, "refit" if options.refit else "roll")
    if pulse(timezone.now()).worker_alive:
        _say(Message("The refresh is asked for; the worker does it."), options)
        return 0
    run_refresh.call(run.pk)
    run.refresh_from_db()
    if run.state == RefreshRun.State.FAILED:
        raise UserError(run.failure["text"], **run.failure["facts"])
    _say(Message("The forecasts are made."), options)
    return 0


def _plan(options: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from perennial.flows.refresh.publish_snapshot import read_snapshot
    from perennial.records.models import Business
    from perennial.records.operations.make_plan import make_plan
    from perennial.records.queries.figures import snapshots_folder

    snapshot = read_snapshot(snapshots_folder())
    if snapshot is None:
        raise UserError("There are no forecasts yet; run `perennial refresh` first.")
    planned = make_plan(snapshot, Business.current(), today=options.week_of or timezone.localdate()).lines
    _say(Message("Planned: {n:touches}.", {"n": planned}), options)
    return 0


def _say(message: Message, options: argparse.Namespace) -> None:
    print(translated(message, options.lang))
