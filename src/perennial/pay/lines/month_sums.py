"""What each seller's percentages were reckoned on in a month so far, and the thresholds it passes."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter

from perennial.pay.lines.rounding import RATE_UNIT, cents
from perennial.pay.plans.plan import PayPlan, Threshold, To

__all__ = ["MonthSums", "Piece"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Money at one rate; `threshold` is the threshold it lies above."""

    base: int
    rate: int
    threshold: Threshold | None


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
        if not plan.thresholds:
            return [Piece(base=base, rate=rate, threshold=None)]
        thresholds = sorted((each for each in plan.thresholds if each.to == key[1]), key=attrgetter("above"))
        edges = [cents(each.above) for each in thresholds]
        found = []
        for at, threshold in enumerate([None, *thresholds]):
            top = min(high, edges[at]) if at < len(edges) else high
            bottom = max(low, edges[at - 1]) if at else low
            if top > bottom:
                found.append(Piece(base=top - bottom, rate=_rate(rate, threshold), threshold=threshold))
        return found


def _rate(rate: int, threshold: Threshold | None) -> int:
    if threshold is None:
        return rate
    if threshold.share is not None:
        return int(threshold.share * RATE_UNIT)
    return int(rate * (threshold.times or 1))
