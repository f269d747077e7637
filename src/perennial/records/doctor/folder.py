"""The data folder: there, writable, private, with room; needs no database and makes nothing."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from perennial.core.message import Message
from perennial.records.doctor.check import Check

__all__ = ["check_folder", "check_time_zone"]

_GB = 1e9
_LITTLE, _TOO_LITTLE = 2 * _GB, 0.2 * _GB
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_folder(data_dir: Path) -> Iterator[Check]:
    """Look at the data folder; nothing else is looked at in one that is not there."""
    if not data_dir.is_dir():
        yield _folder("fail", Message("{folder} is not there; `perennial serve` makes it.", _at(data_dir)))
        return
    yield _writable(data_dir)
    yield from _private(data_dir)
    yield _room(data_dir)


def check_time_zone(name: str) -> Check:
    """Look whether the time zone is known."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return Check(
            name="time_zone",
            state="fail",
            message=Message(
                "PERENNIAL_TIME_ZONE names {zone}, which is no time zone; write it as Europe/Berlin.",
                {"zone": name},
            ),
        )
    return Check(name="time_zone", state="ok", message=Message("Time zone: {zone}.", {"zone": name}))


def _writable(data_dir: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=data_dir):
            return _folder("ok", Message("{folder} can be written.", _at(data_dir)))
    except OSError:
        return _folder(
            "fail",
            Message("{folder} cannot be written; give it to the user who runs Perennial.", _at(data_dir)),
        )


def _private(data_dir: Path) -> Iterator[Check]:
    if os.name == "nt":  # there, rights are not in the mode
        return
    if data_dir.stat().st_mode & _OTHERS:
        yield Check(
            name="privacy",
            state="warn",
            message=Message(
                "Others on this machine can look into {folder}; run chmod 700 on it.", _at(data_dir)
            ),
        )
    secret = data_dir / "secret.key"
    if not secret.is_file():
        yield Check(
            name="secret",
            state="ok",
            message=Message(
                "No secret is kept here; it comes from PERENNIAL_SECRET_KEY, so back that up yourself.",
                _at(data_dir),
            ),
        )
    elif secret.stat().st_mode & _OTHERS:
        yield Check(
            name="secret",
            state="fail",
            message=Message(
                "Others on this machine can read {file}; run chmod 600 on it.", {"file": str(secret)}
            ),
        )
    else:
        yield Check(name="secret", state="ok", message=Message("The secret is kept for its owner alone."))


def _room(data_dir: Path) -> Check:
    free = shutil.disk_usage(data_dir).free
    facts = {"free": round(free / _GB, 1)}
    if free < _TOO_LITTLE:
        return Check(
            name="disk",
            state="fail",
            message=Message(
                "The disk is full ({free:number} GB free); make room, or nothing more can be kept.", facts
            ),
        )
    if free < _LITTLE:
        return Check(
            name="disk", state="warn", message=Message("Only {free:number} GB are free; make room.", facts)
        )
    return Check(name="disk", state="ok", message=Message("{free:number} GB are free on the disk.", facts))


def _folder(state: str, message: Message) -> Check:
    return Check(name="data_folder", state=state, message=message)  # type: ignore[arg-type]


def _at(data_dir: Path) -> dict[str, object]:
    return {"folder": str(data_dir)}
