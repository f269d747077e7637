"""Looks at trials as they are kept, and the last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from perennial.records.models import Trial, TrialLook
from perennial.trial.look import Look
from perennial.trial.look_json import look_from_json, look_to_json

__all__ = ["KeptLook", "kept_look", "last_look", "last_looks", "looks_of", "told_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLook:
    """A look, the day it was kept, the last day of orders it saw, and held-out customers touched by hand."""

    day: date
    as_of: date
    look: Look
    touched: int


def told_of(look: Look, *, as_of: date, touched: int) -> dict[str, Any]:
    """Write a look as it is kept."""
    return {**look_to_json(look), "as_of": as_of.isoformat(), "touched": touched}


def kept_look(day: date, said: Mapping[str, Any]) -> KeptLook | None:
    """Read a look as it was kept; None where it is none."""
    look = look_from_json(said)
    if look is None:
        return None
    as_of = date.fromisoformat(said.get("as_of", day.isoformat()))
    return KeptLook(day=day, as_of=as_of, look=look, touched=said.get("touched", 0))


def looks_of(trial: Trial) -> list[KeptLook]:
    """Give all looks at a trial, the earliest first."""
    rows = TrialLook.objects.filter(trial=trial).order_by("day").values_list("day", "said")
    return [look for day, said in rows if (look := kept_look(day, said)) is not None]


def last_look(trial: Trial) -> KeptLook | None:
    """Give the result of a trial that is over, else the last look at it."""
    if trial.ended_on is not None and (found := kept_look(trial.ended_on, trial.result)) is not None:
        return found
    row = TrialLook.objects.filter(trial=trial).order_by("-day").values_list("day", "said").first()
    return None if row is None else kept_look(*row)


def last_looks(trials: list[Trial]) -> Mapping[int, KeptLook]:
    """Give the last look at each of some trials, in one query."""
    found: dict[int, KeptLook] = {}
    rows = TrialLook.objects.filter(trial__in=trials).order_by("trial", "-day")
    for trial, day, said in rows.values_list("trial_id", "day", "said"):
        if trial not in found and (look := kept_look(day, said)) is not None:
            found[trial] = look
    return found
