"""What a span of months would have paid under another plan: per seller and in all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from perennial.pay.lines.facts import PayFacts
from perennial.pay.lines.line import PayLine
from perennial.pay.lines.reckoning import lines_of
from perennial.pay.plans.plan import PayPlan

__all__ = ["Compared", "WouldHavePaid", "what_would_have_paid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pay under both; `seller` None is all of them together."""

    seller: str | None
    now: Decimal
    changed: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more the changed plan pays."""
        return self.changed - self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldHavePaid:
    """The answer: every seller by id, and the total."""

    sellers: tuple[Compared, ...]
    total: Compared


def what_would_have_paid(
    plans: Sequence[PayPlan], changed: PayPlan, facts: PayFacts, *, first: str, last: str
) -> WouldHavePaid:
    """Reckon the months anew as if the changed plan had always been in force.

    Parameters
    ----------
    plans
        The plans that were in force.
    changed
        The plan to compare them with; its day does not matter.
    facts
        What happened. It is taken as it was: that other pay makes people sell otherwise is not foreseen.
    first, last
        The months, both included ("YYYY-MM").
    """
    always = replace(changed, since=date.min)
    sums = [_sums(lines_of(each, facts), first, last) for each in (plans, [always])]
    sellers = sorted({*sums[0], *sums[1]})
    return WouldHavePaid(
        sellers=tuple(Compared(seller=each, now=sums[0][each], changed=sums[1][each]) for each in sellers),
        total=Compared(seller=None, now=_total(sums[0]), changed=_total(sums[1])),
    )


def _sums(lines: Iterable[PayLine], first: str, last: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for each in lines:
        if first <= each.of_month <= last:
            found[each.seller] += each.amount
    return found


def _total(sums: dict[str, Decimal]) -> Decimal:
    return sum(sums.values(), Decimal(0))
