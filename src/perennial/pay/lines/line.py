"""A line of the ledger: what one seller is paid for one thing, and why. Written once, never changed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from perennial.core.message import Message
from perennial.pay.plans.plan import To

__all__ = ["Identity", "PayLine", "Rule", "month_of"]

Rule = Literal["percentage", "protected", "returned", "bonus", "cap", "decision", "rounding"]

#: What a line is for: lines of one identity add up, and a correction is written under the same one.
Identity = tuple[str | int | Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLine:
    """A line.

    Attributes
    ----------
    seller
        Who is paid; a negative amount is taken back.
    month
        The month in whose statement it stands ("YYYY-MM").
    of_month
        The month it belongs to: that of what caused it. Another than `month` only where that was closed.
    earned_month
        For what is taken back, the month whose pay it takes back; else as `of_month`.
    day
        The day of what caused it.
    customer, order
        Ids; None where it is about no single order.
    cause
        What caused it: "order:", "payment:", "refund:" or "decision:" with its id, "cap:" with the month.
    rule
        The rule of the plan; `rounding` for the odd hundredth, `decision` where somebody decided.
    role
        The role whose percentage it is; None for other rules.
    plan
        Version of the plan; None for a decision.
    base, rate
        The money it is reckoned on (negative where taken back), and the share of it; zero where the sum is
        fixed.
    amount
        The pay: `base` times `rate`, rounded so that the lines of an order add up.
    reason
        Why, in a sentence.
    correction
        Whether it corrects what was already written, or comes after its month was closed.
    """

    seller: str
    month: str
    of_month: str
    earned_month: str
    day: date
    customer: str | None
    order: str | None
    cause: str
    rule: Rule
    role: To | None
    plan: int | None
    base: Decimal
    rate: Decimal
    amount: Decimal
    reason: Message
    correction: bool = False

    @property
    def identity(self) -> Identity:
        """What it is for."""
        return (
            self.seller,
            self.of_month,
            self.earned_month,
            self.order,
            self.cause,
            self.rule,
            self.role,
            self.plan,
            self.rate,
        )


@cache
def month_of(day: date) -> str:
    """Give the month of a day as "YYYY-MM"."""
    return f"{day.year:04}-{day.month:02}"
