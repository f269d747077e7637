"""`plan.csv`: the touches of the week, one a row."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

from perennial.core.days import iso_of
from perennial.pictures.report.contents import PlannedTouch
from perennial.pictures.words import Words

__all__ = ["harmless", "write_plan"]

_HEADER = (
    "date",
    "customer_id",
    "play",
    "reason",
    "owner",
    "channel",
    "offer_from",
    "offer_until",
    "churn_date",
    "value_at_risk",
    "expected_gain",
)

#: A spreadsheet runs a cell that starts with one of these; an apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_plan(path: Path, touches: Sequence[PlannedTouch], words: Words) -> None:
    """Write the touches in the order of the plan; owner and channel are not known from an order log."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        writer.writerows(_row(planned, words) for planned in touches)


def harmless(text: str) -> str:
    """Give a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(planned: PlannedTouch, words: Words) -> list[str]:
    touch = planned.touch
    return [
        iso_of(touch.day),
        harmless(planned.customer),
        touch.play,
        words.say(touch.reason),
        "",
        "",
        iso_of(touch.offer_from),
        iso_of(touch.offer_until),
        iso_of(touch.churn_date),
        _decimal(touch.value_at_risk),
        _decimal(touch.expected_gain),
    ]


def _decimal(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else ""
