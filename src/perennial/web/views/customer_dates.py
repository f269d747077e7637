"""How the leaving date of a customer has moved, as rows with a small picture each."""

from dataclasses import dataclass
from datetime import date

from perennial.records.models import Customer, ForecastChange
from perennial.records.models.words import Cause

__all__ = ["MovedDate", "moved_dates"]

_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDate:
    """One move; `begin` and `end` are where the old and the new date stand in the picture, in percent."""

    change: ForecastChange
    cause: str
    days: int | None
    begin: float | None
    end: float | None

    @property
    def apart(self) -> int:
        """Days between the old and the new date."""
        return abs(self.days or 0)

    @property
    def low(self) -> float:
        """Where the bar begins."""
        return min(each for each in (self.begin, self.end, 100.0) if each is not None)

    @property
    def width(self) -> float:
        """How long the bar is; nothing where a date appears or goes."""
        return 0.0 if self.begin is None or self.end is None else abs(self.end - self.begin)


def moved_dates(customer: Customer) -> list[MovedDate]:
    """Give the last moves, newest first."""
    changes = list(customer.forecast_changes.order_by("-at", "-pk")[:_SHOWN])
    days = [day for change in changes for day in (change.old, change.new) if day is not None]
    if not days:
        return []
    first, last = min(days), max(days)
    return [
        MovedDate(
            change=change,
            cause=str(Cause(change.cause).label),
            days=(change.new - change.old).days if change.old and change.new else None,
            begin=_place(change.old, first, last),
            end=_place(change.new, first, last),
        )
        for change in changes
    ]


def _place(day: date | None, first: date, last: date) -> float | None:
    if day is None:
        return None
    # A margin keeps the dots inside the picture.
    return 4 + 92 * ((day - first).days / max((last - first).days, 1))
