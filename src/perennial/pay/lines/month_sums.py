"""What each seller's percentages were reckoned on in a month so far, and the steps it climbs."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter

from perennial.pay.lines.rounding import RATE_UNIT, cents
from perennial.pay.plans.plan import PayPlan, Step, To

__all__ = ["MonthSums", "Piece"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Money at one rate; `step` is the threshold it lies above."""

    base: int
    rate: int
    step: Step | None


@dataclass(slots=True, kw_only=True)
class MonthSums:
    """The sums, by seller, role and month ("YYYY-MM"), in hundredths."""

    sums: dict[tuple[str, To, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, seller: str, role: To, month: str, base: int) -> None:
        """Count money towards the sum; a refund is negative."""
        self.sums[seller, role, month] += base

    def pieces(self, plan: PayPlan, key: tuple[str, To, str], base: int, rate: int) -> list[Piece]:
        """Divide money that comes now at the thresholds that it crosses, and count it."""
        low = self.sums[key]
        high = low + base
        self.sums[key] = high
        if not plan.steps:
            return [Piece(base=base, rate=rate, step=None)]
        steps = sorted((each for each in plan.steps if each.to == key[1]), key=attrgetter("above"))
        edges = [cents(each.above) for each in steps]
        found = []
        for at, step in enumerate([None, *steps]):
            top = min(high, edges[at]) if at < len(edges) else high
            bottom = max(low, edges[at - 1]) if at else low
            if top > bottom:
                found.append(Piece(base=top - bottom, rate=_rate(rate, step), step=step))
        return found


def _rate(rate: int, step: Step | None) -> int:
    if step is None:
        return rate
    if step.share is not None:
        return int(step.share * RATE_UNIT)
    return int(rate * (step.times or 1))
