"""`perennial health`: asks a running Perennial whether it is well; for containers and timers."""

import argparse
import os
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from perennial.cli.language import LANGUAGES, Say, default_language
from perennial.core.errors import UserError

__all__ = ["add_to"]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser("health", help=say("ask a running Perennial whether it is well"))
    parser.add_argument(
        "--port",
        type=int,
        default=os.environ.get("PERENNIAL_PORT", "8000"),
        help=say("port it listens on (default 8000)"),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of messages")
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    base = os.environ.get("PERENNIAL_BASE_PATH", "").rstrip("/")
    host = os.environ.get("PERENNIAL_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    named = {} if host in {"", "*"} else {"Host": host}
    request = Request(f"http://127.0.0.1:{options.port}{base}/healthz", headers=named)
    try:
        with urlopen(request, timeout=5) as answer:  # noqa: S310
            print(answer.read().decode())
    except HTTPError as error:
        print(error.read().decode(errors="replace"))
        return 1
    except (URLError, OSError) as error:
        raise UserError("Perennial does not answer on port {port}.", port=options.port) from error
    return 0
