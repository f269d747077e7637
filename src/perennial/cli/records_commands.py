"""`perennial import`, `refresh` and `plan`: what the pages offer, from the command line."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    done = _operation("import_file")(options.file, kind=options.kind, by=None)
    facts = {name: getattr(done, name) for name in ("created", "updated", "unchanged", "rejected")}
    print(
        translated(
            Message("{created} made, {updated} changed, {unchanged} as before, {rejected} rejected", facts),
            options.lang,
        )
    )
    return 0


def _refresh(options: argparse.Namespace) -> int:
    request_refresh = _operation("request_refresh")
    request_refresh(by=None, kind="refit" if options.refit else "roll")
    from django.core.management import call_command
    from django.utils import timezone

    from perennial.records.queries.pulse import pulse

    if pulse(timezone.now()).worker_alive:
        print(translated(Message("The refresh is asked for; the worker does it."), options.lang))
        return 0
    call_command("worker", batch=True, reload=False, startup_delay=False)
    print(translated(Message("The forecasts are made."), options.lang))
    return 0


def _plan(options: argparse.Namespace) -> int:
    from django.utils import timezone

    plan_touches = _operation("plan_touches")
    planned = plan_touches(today=options.week_of or timezone.localdate())
    print(translated(Message("Planned: {n:touches}.", {"n": planned}), options.lang))
    return 0


def _operation(module: str) -> Callable[..., Any]:
    from perennial.cli.django_start import start_django
    from perennial.records.later import operation

    start_django()
    found = operation(module)
    if found is None:
        raise UserError("This installation cannot do that.")
    return found
