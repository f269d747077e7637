"""`perennial doctor`: whether everything is well, and what to do where it is not."""

import argparse
import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perennial.cli.language import LANGUAGES, Say, default_language, translated
from perennial.core.errors import UserError

if TYPE_CHECKING:
    from perennial.config import Config
    from perennial.records.doctor.check import Check

__all__ = ["add_to"]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Say) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "doctor",
        help=say("look whether everything is well, and say what to do where it is not"),
        description=say("""\
Looks at the data folder, database, worker, forecasts, backups, mail and sending. Each line begins with ok,
warn or fail; the exit code is 1 where one fails, else 0."""),
    )
    parser.add_argument("--json", action="store_true", help=say("print the findings as JSON"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help=say("language of messages")
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    findings = list(_findings())
    if options.json:
        print(json.dumps(_as_json(findings, options.lang), ensure_ascii=False, indent=1))
    else:
        for each in findings:
            print(f"{each.state:<4}  {translated(each.message, options.lang)}")
    return int(any(each.state == "fail" for each in findings))


def _findings() -> "Iterator[Check]":
    from perennial.config import read_config
    from perennial.records.doctor.folder import check_folder, check_time_zone

    # A secret is given so that none is made: looking must not change what is looked at.
    config = read_config({**os.environ, "PERENNIAL_SECRET_KEY": "not needed to look"})
    folder = list(check_folder(config.data_dir))
    yield from folder
    zone = check_time_zone(config.time_zone)
    yield zone
    if all(each.state != "fail" or each.name == "secret" for each in (*folder, zone)):
        yield from _of_records(config)


def _of_records(config: "Config") -> "Iterator[Check]":
    from perennial.records.doctor.check import Check

    try:
        from perennial.cli.django_start import start_django

        start_django()
    except UserError as error:
        yield Check(name="settings", state="fail", message=error.message)
        return
    from django.utils import timezone

    from perennial.records.doctor.database import check_database
    from perennial.records.doctor.sending import check_sending
    from perennial.records.doctor.work import check_work

    database = list(check_database(timezone.now()))
    yield from database
    if all(each.state != "fail" or each.name == "clock" for each in database):
        yield from check_work(config.data_dir, timezone.now())
        yield from check_sending(config, timezone.now())


def _as_json(findings: "list[Check]", language: str) -> dict[str, object]:
    return {
        "ok": all(each.state != "fail" for each in findings),
        "checks": [
            {"check": each.name, "state": each.state, "message": translated(each.message, language)}
            for each in findings
        ],
    }
