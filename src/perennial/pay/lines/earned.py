"""How much of an order has been earned so far, in whole hundredths and by its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from perennial.pay.lines.claims import Claim
from perennial.pay.lines.facts import Order
from perennial.pay.lines.rounding import RATE_UNIT, cents, spread
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
    amounts, margins
        Of each part.
    products
        What each part is.
    levels
        What is earned of each part now.
    came, went
        Money that came and was given back so far.
    """

    amounts: Sequence[int]
    margins: Sequence[int]
    products: Sequence[str]
    levels: list[int] = field(default_factory=list)
    came: int = 0
    went: int = 0

    @property
    def total(self) -> int:
        """What is earned of the whole order now."""
        return sum(self.levels)

    def move(self, came: int, went: int, product: str) -> None:
        """Take in money that came or was given back."""
        self.came, self.went = self.came + came, self.went + went
        change = min(max(self.came - self.went, 0), sum(self.amounts)) - self.total
        if change > 0:
            lacking = [amount - level for amount, level in zip(self.amounts, self.levels, strict=True)]
            self._add(spread(change, lacking), 1)
        elif change < 0:
            self._take(-change, product)

    def base(self, claim: Claim) -> int:
        """Give the money that a claim is reckoned on now."""
        money = self.levels[claim.part]
        if claim.on == "margin":
            money = money * self.margins[claim.part] // self.amounts[claim.part] if money else 0
        return money if len(claim.weights) == 1 else spread(money, claim.weights)[claim.place]

    def _take(self, money: int, product: str) -> None:
        named = [
            level if product and each == product else 0
            for each, level in zip(self.products, self.levels, strict=True)
        ]
        first = min(money, sum(named))
        if first:
            self._add(spread(first, named), -1)
        if money > first:
            self._add(spread(money - first, self.levels), -1)

    def _add(self, parts: Sequence[int], sign: int) -> None:
        self.levels = [level + sign * part for level, part in zip(self.levels, parts, strict=True)]


def earned_of(order: Order, plan: PayPlan) -> Earned:
    """Begin with an order of which nothing is earned yet."""
    amounts = [cents(part.amount) for part in order.parts]
    return Earned(
        amounts=amounts,
        margins=[
            _usual(amount, plan) if part.margin is None else max(cents(part.margin), 0)
            for amount, part in zip(amounts, order.parts, strict=True)
        ],
        products=[part.product for part in order.parts],
        levels=[0] * len(amounts),
    )


def _usual(amount: int, plan: PayPlan) -> int:
    return 0 if plan.usual_margin is None else amount * int(plan.usual_margin * RATE_UNIT) // RATE_UNIT
