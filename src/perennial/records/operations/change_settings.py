"""Change settings of the business, and say what that means for the forecasts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from perennial.records.models import Business, User
from perennial.records.operations.audit import note_act

__all__ = ["REFITTING", "ROLLING", "Changed", "change_settings"]

#: Settings by which days and purchases are counted: the models learn anew.
REFITTING = frozenset(
    {"return_horizon", "day_start_minutes", "keep_zero_orders", "time_zone", "country", "growth"}
)
#: Settings that move dates already learnt.
ROLLING = frozenset({"offer_lead_days", "margin"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Which settings changed, and which refresh of the forecasts that asks for."""

    names: tuple[str, ...]
    refresh: Literal["", "roll", "refit"]


@transaction.atomic
def change_settings(*, by: User, values: Mapping[str, Any]) -> Changed:
    """Change columns of `Business`; those that hold the same value already are left alone."""
    Business.objects.get_or_create(id=1)
    business = Business.objects.select_for_update().get(id=1)
    names = tuple(name for name, value in values.items() if getattr(business, name) != value)
    for name in names:
        setattr(business, name, values[name])
    if names:
        # Only what changed is checked: a house made by an older version may hold what a form now refuses.
        business.clean_fields(exclude=[f.name for f in Business._meta.fields if f.name not in names])  # noqa: SLF001
        business.save()
        note_act(by, "settings", business, changed=sorted(names))
    return Changed(names=names, refresh=_refresh_of(set(names)))


def _refresh_of(names: set[str]) -> Literal["", "roll", "refit"]:
    if names & REFITTING:
        return "refit"
    return "roll" if names & ROLLING else ""
