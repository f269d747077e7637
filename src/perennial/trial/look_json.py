"""A look at a trial as JSON, so that it can be kept and read again."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from perennial.engine.histories import Floats
from perennial.trial.by_group import GroupReading
from perennial.trial.days_gained import StayCurves
from perennial.trial.limits import Effect
from perennial.trial.look import Given, Look
from perennial.trial.reading import ArmOutcomes, TrialReading

__all__ = ["look_from_json", "look_to_json"]

_POINTS = 61  # of a curve: more are not seen
_EFFECTS = ("orders", "money", "days_to_next_order", "days_gained")
_ARMS = ("control", "treatment")
_PLAIN = (
    "horizon",
    "followed",
    "sample_ratio_p",
    "swapped",
    "smallest_effect",
    "verdict",
    "needed_customers",
    "left_out",
)


def look_to_json(look: Look) -> dict[str, Any]:
    """Write a look as plain numbers and words; curves are thinned out."""
    reading = look.reading
    told: dict[str, Any] = {name: _plain(getattr(look, name)) for name in _PLAIN}
    told |= {name: _effect_told(getattr(reading, name)) for name in _EFFECTS}
    told |= {name: _numbers(asdict(getattr(reading, name))) for name in _ARMS}
    told["curves"] = _curves_told(reading.curves)
    told["groups"] = [_group_told(each) for each in look.groups]
    told["given"] = None if look.given is None else asdict(look.given)
    return told


def look_from_json(told: Mapping[str, Any]) -> Look | None:
    """Read a look as `look_to_json` wrote it; None where it is none."""
    if "orders" not in told:
        return None
    given = told.get("given")
    return Look(
        **{name: told[name] for name in _PLAIN},
        reading=TrialReading(
            control=ArmOutcomes(**told["control"]),
            treatment=ArmOutcomes(**told["treatment"]),
            orders=Effect(**told["orders"]),
            money=_effect(told["money"]),
            days_to_next_order=Effect(**told["days_to_next_order"]),
            days_gained=Effect(**told["days_gained"]),
            curves=StayCurves(**{name: np.array(each) for name, each in told["curves"].items()}),
        ),
        groups=tuple(_group(each) for each in told.get("groups", [])),
        given=None if given is None else Given(**given),
    )


def _effect_told(effect: Effect | None) -> dict[str, float] | None:
    return None if effect is None else _numbers(asdict(effect))


def _effect(told: Mapping[str, float] | None) -> Effect | None:
    return None if told is None else Effect(**told)


def _group_told(group: GroupReading) -> dict[str, Any]:
    return {
        "name": group.name,
        "customers": group.customers,
        "held_out": group.held_out,
        "orders": _effect_told(group.orders),
        "days_gained": _effect_told(group.days_gained),
    }


def _group(told: Mapping[str, Any]) -> GroupReading:
    effects = {name: _effect(told[name]) for name in ("orders", "days_gained")}
    return GroupReading(**{**told, **effects})


def _curves_told(curves: StayCurves) -> dict[str, list[float]]:
    at = np.unique(np.linspace(0, len(curves.days) - 1, _POINTS).round().astype(int))
    return {name: _rounded(getattr(curves, name)[at]) for name in ("days", *_ARMS)}


def _rounded(values: Floats) -> list[float]:
    return [round(float(each), 5) for each in values]


def _numbers(told: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: object) -> object:
    return value.item() if isinstance(value, np.generic) else value
