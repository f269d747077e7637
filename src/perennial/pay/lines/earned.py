"""How much of an order has been earned so far, in whole hundredths and by its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perennial.pay.lines.claims import Claim
from perennial.pay.lines.facts import Order, Part
from perennial.pay.lines.rounding import RATE_UNIT, cents, rate_units, spread
from perennial.pay.plans.plan import PayPlan

__all__ = ["Earned", "earned_of"]


@dataclass(slots=True, kw_only=True)
class Earned:
    """The money of an order as it comes and goes.

    Earned is what came, less what was given back, and never more than the order. Money that comes is spread
    over the parts by what each still lacks, money that goes by what each has; a refund of one product takes
    from its parts first. So each part has between nothing and its amount, and nothing once all is refunded.

    Attributes
    ----------
    parts
        The parts of the order.
    usual_margin
        Share of a part's money that is margin where the part does not say.
    amounts, levels
        Of each part: its money, and what is earned of it now.
    total
        What is earned of the whole order now.
    came, went
        Money that came and was given back so far.
    """

    parts: Sequence[Part]
    usual_margin: Decimal | None
    amounts: Sequence[int]
    levels: list[int]
    total: int = 0
    came: int = 0
    went: int = 0

    def move(self, came: int, went: int, product: str) -> None:
        """Take in money that came or was given back."""
        self.came, self.went = self.came + came, self.went + went
        change = min(max(self.came - self.went, 0), sum(self.amounts)) - self.total
        self.total += change
        if change > 0:
            lacking = [amount - level for amount, level in zip(self.amounts, self.levels, strict=True)]
            self._add(spread(change, lacking), 1)
        elif change < 0:
            self._take(-change, product)

    def base(self, claim: Claim) -> int:
        """Give the money that a claim is reckoned on now."""
        money = self.levels[claim.part]
        if claim.on == "margin" and money:
            money = money * self._margin(claim.part) // self.amounts[claim.part]
        return money if len(claim.weights) == 1 else spread(money, claim.weights)[claim.place]

    def _margin(self, part: int) -> int:
        margin = self.parts[part].margin
        if margin is not None:
            return max(cents(margin), 0)
        return self.amounts[part] * rate_units(self.usual_margin or Decimal(0)) // RATE_UNIT

    def _take(self, money: int, product: str) -> None:
        named = [
            level if product and part.product == product else 0
            for part, level in zip(self.parts, self.levels, strict=True)
        ]
        first = min(money, sum(named))
        if first:
            self._add(spread(first, named), -1)
        if money > first:
            self._add(spread(money - first, self.levels), -1)

    def _add(self, money: Sequence[int], sign: int) -> None:
        self.levels = [level + sign * more for level, more in zip(self.levels, money, strict=True)]


def earned_of(order: Order, plan: PayPlan) -> Earned:
    """Begin with an order of which nothing is earned yet."""
    amounts = [cents(part.amount) for part in order.parts]
    return Earned(
        parts=order.parts, usual_margin=plan.usual_margin, amounts=amounts, levels=[0] * len(amounts)
    )
