"""`perennial serve`: the whole house as one process: pages, background work, jobs of the night."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence

from perennial.cli.language import LANGUAGES, Say, default_language, translated
from perennial.core.errors import UserError
from perennial.core.message import Message

__all__ = ["add_to"]

_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - what a user may ask for
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help=say("run Perennial: its pages, background work and the jobs of the night"),
        description=say("""\
Runs Perennial until it is stopped (Ctrl+C, or SIGTERM). On a new machine it makes its data folder and says
how to make the first account; after an upgrade it writes a backup, then brings the database up to date.
Everything else is set by PERENNIAL_* variables; see docs/running.md."""),
        epilog=say("""\
examples:
  perennial serve
  perennial serve --demo
  PERENNIAL_DATA_DIR=/var/lib/perennial perennial serve --host 0.0.0.0 --port 8000"""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--demo", action="store_true", help=say("load the demo company into an empty base"))
    parser.add_argument(
        "--host",
        default=os.environ.get("PERENNIAL_HOST", "127.0.0.1"),
        help=say("address to listen on (default 127.0.0.1: this machine only)"),
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("PERENNIAL_PORT", "8000"),
        help=say("port to listen on (default 8000)"),
    )
    parser.add_argument(
        "--workers",
        type=_number,
        default=2,
        metavar="N",
        help=say("processes that serve pages, of four threads each (default 2)"),
    )
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=default_language(),
        help=say("language of messages and of the demo"),
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if os.name == "nt":
        raise UserError("`perennial serve` runs on Linux and macOS; on Windows run it in Docker or WSL.")
    _check_free(options.host, options.port)
    os.environ["PERENNIAL_LANGUAGE"] = options.lang
    from perennial.cli.apart import StoppedError, done_apart

    try:
        greeting = done_apart(_prepared, options)
    except StoppedError:
        return 1

    def tell() -> None:
        print("\n".join(translated(line, options.lang) for line in greeting), flush=True)

    from perennial.cli.supervisor import supervise

    return supervise(
        {"pages": _pages(options), "work": _work()},
        is_ready=lambda: _answers(options.host, options.port),
        when_ready=tell,
    )


def _prepared(options: argparse.Namespace) -> list[Message]:
    from perennial.cli.django_start import start_django

    start_django()
    from django.conf import settings
    from django.utils import timezone

    from perennial.cli.preparing import fill_demo, prepare

    prepare(lambda said: print(f"perennial: {translated(said, options.lang)}", file=sys.stderr))
    password = fill_demo(options.lang, timezone.localdate(), learn=False) if options.demo else ""
    return [_where(options, settings.CONFIG.base_path), *_who(password)]


def _where(options: argparse.Namespace, base_path: str) -> Message:
    host = "localhost" if options.host in _EVERYWHERE | _HERE else options.host
    return Message(
        "Perennial is at {address} (stop it with Ctrl+C)",
        {"address": f"http://{host}:{options.port}{base_path}/"},
    )


def _who(password: str) -> list[Message]:
    """Say how to come in: as the first owner, or as one of the demo company's people."""
    from perennial.records.models import User
    from perennial.records.models.words import Role

    people = User.objects.filter(is_active=True).order_by("id")
    if not people.exists():
        return [Message("Nobody has an account yet: open it and make the first one, that of the owner.")]
    if not password:
        return []
    lines = [Message("Sign in with the password {password} as", {"password": password})]
    first = {person.role: person for person in reversed(people)}
    for role in (role for role in Role.values if role in first):
        facts = {"email": first[role].email, "role": str(first[role].get_role_display())}
        lines.append(Message("  {email} ({role})", facts))
    return lines


def _pages(options: argparse.Namespace) -> Sequence[str]:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return (
        *(sys.executable, "-m", "gunicorn", "perennial.web.wsgi:application"),
        *("--config", "python:perennial.cli.gunicorn_settings"),
        *("--bind", f"{host}:{options.port}", "--workers", str(options.workers), "--threads", "4"),
    )


def _work() -> Sequence[str]:
    return (sys.executable, "-m", "perennial", "manage", "worker", "--no-reload", "--no-startup-delay")


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise UserError(
            "Nothing can listen on {host}, port {port} ({why}); choose others with --host and --port.",
            host=host,
            port=port,
            why=error.strerror,
        ) from error


def _answers(host: str, port: int) -> bool:
    where = "127.0.0.1" if host in _EVERYWHERE else host
    try:
        with socket.create_connection((where, port), timeout=0.2):
            return True
    except OSError:
        return False


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 up")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; give a number from 1 to 65535")
    return int(text)
