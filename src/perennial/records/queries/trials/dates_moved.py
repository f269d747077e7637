"""How the leaving dates that were forecast for the treated moved: shown apart, and never called an effect."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from perennial.records.models import ForecastChange, Trial, TrialLot
from perennial.records.models.words import Cause

__all__ = ["DatesMoved", "dates_moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesMoved:
    """The median move in days, and of how many of the treated it is told."""

    median: float
    customers: int
    treated: int


def dates_moved(trial: Trial) -> DatesMoved | None:
    """Compare the leaving date of each treated customer on the day of the lot with the last one since.

    Only moves by what customers did count: orders and promises. None where no date moved.
    """
    lots = TrialLot.objects.filter(trial=trial, arm=TrialLot.Arm.TREATMENT)
    assigned = dict(lots.values_list("customer_id", "assigned_on"))
    changes = ForecastChange.objects.filter(
        customer__lots__trial=trial,
        customer__lots__arm=TrialLot.Arm.TREATMENT,
        cause__in=[Cause.ORDER, Cause.PROMISE],
        old__isnull=False,
        new__isnull=False,
    ).order_by("at", "pk")
    moves: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for customer, as_of, old, new in changes.values_list("customer_id", "as_of", "old", "new"):
        if old is not None and new is not None and as_of > assigned[customer]:
            moves[customer].append((old, new))
    if not moves:
        return None
    moved = [(each[-1][1] - each[0][0]).days for each in moves.values()]
    return DatesMoved(median=float(median(moved)), customers=len(moved), treated=len(assigned))
