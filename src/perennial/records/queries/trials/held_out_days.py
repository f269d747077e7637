"""On which days customers were held out: measures of sellers leave those days out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import day_of
from perennial.records.models import TrialLot

__all__ = ["HeldOutDays", "held_out_days"]

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutDays:
    """By customer, the first and last day numbers of each time they were held out."""

    spans: Mapping[int, Sequence[_Span]]

    def on(self, customer: int, day: int) -> bool:
        """Say whether a customer was held out on a day."""
        return any(first <= day <= last for first, last in self.spans.get(customer, ()))

    def of_all(self, customers: Iterable[int], days: Iterable[int]) -> NDArray[np.bool_]:
        """Say the same of many, each on a day of their own."""
        if not self.spans:
            return np.zeros(len(list(days)), dtype=bool)
        return np.array([self.on(int(who), int(day)) for who, day in zip(customers, days, strict=True)], bool)

    def count(self, customer: int, first: int, last: int) -> int:
        """Count the days between two, both included, on which a customer was held out."""
        spans = self.spans.get(customer, ())
        days = {day for begin, end in spans for day in range(max(begin, first), min(end, last) + 1)}
        return len(days)


def held_out_days(first: date, last: date) -> HeldOutDays:
    """Read who was held out when between two days, of all trials that ever ran."""
    rows = TrialLot.objects.filter(arm=TrialLot.Arm.CONTROL, assigned_on__lte=last, until__gte=first)
    spans: dict[int, list[_Span]] = defaultdict(list)
    for customer, begin, end in rows.order_by("pk").values_list("customer_id", "assigned_on", "until"):
        spans[customer].append((day_of(begin), day_of(end)))
    return HeldOutDays(spans=dict(spans))
