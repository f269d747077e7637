"""Who was responsible for a customer on a day, who stood in for whom, and who is paid after somebody left."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from perennial.pay.lines.facts import Absence, HandOff, Leaving, Order, PayFacts
from perennial.pay.plans.plan import AfterLeaving

__all__ = ["People", "people_of"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timeline(Generic[_T]):
    """What holds from which day on."""

    days: Sequence[date]
    values: Sequence[_T]

    def on(self, day: date) -> _T | None:
        at = bisect_right(self.days, day)
        return self.values[at - 1] if at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of the facts, ready to be asked; ids throughout."""

    owners: Mapping[str, _Timeline[str | None]]
    handoffs: Mapping[str, _Timeline[HandOff]]
    hunters: Mapping[str, str]
    absences: Mapping[str, Sequence[Absence]]
    leavings: Mapping[str, Leaving]
    names: Mapping[str, str]

    def called(self, seller: str) -> str:
        """Give what sentences call a seller."""
        return self.names.get(seller, seller)

    def owner(self, order: Order) -> str | None:
        """Give who owned the customer on the day of the order; else who stands on it."""
        line = self.owners.get(order.customer)
        return (line.on(order.day) if line else None) or order.seller

    def handoff(self, order: Order) -> HandOff | None:
        """Give the last hand-off by the day of the order, unless the hunter owns the customer again."""
        line = self.handoffs.get(order.customer)
        found = line.on(order.day) if line else None
        return None if found is None or self.owner(order) == found.hunter else found

    def hunter(self, order: Order, *, first: bool) -> str | None:
        """Give who won the customer; of a first purchase that is who made it, where nobody is named."""
        line = self.handoffs.get(order.customer)
        passed = line.on(order.day) if line else None
        named = passed.hunter if passed else self.hunters.get(order.customer)
        return named or ((order.seller or self.owner(order)) if first else None)

    def cover(self, seller: str, day: date) -> str | None:
        """Give who stood in for an absent seller; None where they were there, or nobody did."""
        found = [
            each.cover for each in self._away(seller, day) if each.cover and self._works(each.cover, day)
        ]
        return min(found, default=None)

    def payee(self, seller: str, day: date, rule: AfterLeaving) -> str | None:
        """Give who is paid what a seller earns on a day; None where nobody is."""
        seen = set()
        while (left := self.leavings.get(seller)) is not None and left.last_day < day and rule != "person":
            seen.add(seller)
            if rule == "nobody" or left.successor is None or left.successor in seen:
                return None
            seller = left.successor
        return seller

    def _away(self, seller: str, day: date) -> Iterable[Absence]:
        return (each for each in self.absences.get(seller, ()) if each.first_day <= day <= each.last_day)

    def _works(self, seller: str, day: date) -> bool:
        left = self.leavings.get(seller)
        return (left is None or day <= left.last_day) and not any(self._away(seller, day))


def people_of(facts: PayFacts) -> People:
    """Sort the people of the facts by customer, seller and day."""
    handed = defaultdict(list)
    for each in sorted(facts.handoffs, key=lambda each: (each.day, each.farmer, each.hunter)):
        handed[each.customer].append((each.day, each))
    # On one day a hand-off comes after other changes: it says who owns the customer when the day is over.
    owned = defaultdict(list)
    changes = [(each.day, 0, each.owner or "", each.customer) for each in facts.owners]
    changes += [(each.day, 1, each.farmer, each.customer) for each in facts.handoffs]
    for day, _, owner, customer in sorted(changes):
        owned[customer].append((day, owner or None))
    away = defaultdict(list)
    for absence in facts.absences:
        away[absence.seller].append(absence)
    return People(
        owners={customer: _timeline(changes) for customer, changes in owned.items()},
        handoffs={customer: _timeline(changes) for customer, changes in handed.items()},
        hunters=facts.hunters,
        absences=away,
        leavings={each.seller: each for each in facts.leavings},
        names=facts.names,
    )


def _timeline(changes: Sequence[tuple[date, _T]]) -> _Timeline[_T]:
    return _Timeline(days=[day for day, _ in changes], values=[value for _, value in changes])
