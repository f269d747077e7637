"""A pay plan: which percentages are paid to whom, from which day on; a plan put in force never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

__all__ = [
    "AfterLeaving",
    "Base",
    "Bonus",
    "CountedFrom",
    "EarnedOn",
    "PayPlan",
    "Percentage",
    "Protected",
    "Returned",
    "Threshold",
    "To",
    "plan_on",
]

To = Literal["hunter", "farmer", "seller"]
Base = Literal["revenue", "margin"]
EarnedOn = Literal["paid", "ordered"]
CountedFrom = Literal["purchase", "handoff"]
AfterLeaving = Literal["person", "successor", "nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentage:
    """A share of an order's money for one role.

    Attributes
    ----------
    to
        `hunter`: who won the customer; `farmer`: who owned the customer on the day of the order; `seller`:
        who stands on the order.
    share
        Share of the money, 0 to 1.
    first, last
        Numbers of the customer's purchases for which it is paid; `last` None is for ever.
    products, categories
        Only these; empty is all. What names a product comes before what names a category, and that before
        what names neither.
    on
        What it is a share of.
    """

    to: To
    share: Decimal
    first: int = 1
    last: int | None = None
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    on: Base = "revenue"

    def covers(self, number: int) -> bool:
        """Whether it is paid for a customer's purchase of this number."""
        return self.first <= number and (self.last is None or number <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """The hunter's share besides, of purchases of a handed-over customer within the protected period."""

    share: Decimal
    first: int = 2
    last: int | None = 2
    on: Base = "revenue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """A fixed sum to the hunter when a handed-over customer goes on buying in time.

    Attributes
    ----------
    amount
        The sum, in the business's currency.
    number
        Number of the purchase that earns it.
    gaps
        How many usual gaps it may take.
    counted_from
        The `purchase` before it, or the `handoff`.
    """

    amount: Decimal
    number: int = 3
    gaps: Decimal = Decimal(2)
    counted_from: CountedFrom = "purchase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """After so many days without an order a customer counts as returned; the hunter's rate is paid once."""

    after_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What applies to the part of a month's sum above a threshold: another share, or a multiple of the usual.

    The sum is what a seller's percentages for that role were reckoned on in the month, less refunds.
    """

    to: To
    above: Decimal
    share: Decimal | None = None
    times: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPlan:
    """One version of the pay plan.

    Attributes
    ----------
    version
        Its number; lines name it.
    since
        First day of the orders it holds for.
    percentages
        Shares by role and number of the customer's purchase.
    earned_on
        Whether an order earns with each payment, or wholly on the day it is placed.
    protected, bonus, returned
        The hunter's share after a hand-off, the transfer bonus, and the rule for returned customers; None
        where there is none.
    thresholds
        Thresholds by month.
    cover_share
        Share of the percentage that goes to who stands in for an absent seller on the day of the order.
    after_leaving
        Who gets what is earned after a seller has left.
    usual_margin
        Share of the money taken as margin where an order does not say.
    cap
        The most that a seller is paid for a month; None is no limit.
    """

    version: int
    since: date
    percentages: tuple[Percentage, ...]
    earned_on: EarnedOn = "paid"
    protected: Protected | None = None
    bonus: Bonus | None = None
    returned: Returned | None = None
    thresholds: tuple[Threshold, ...] = ()
    cover_share: Decimal = Decimal("0.5")
    after_leaving: AfterLeaving = "person"
    usual_margin: Decimal | None = None
    cap: Decimal | None = None

    def percentages_of(self, number: int, product: str, category: str) -> tuple[Percentage, ...]:
        """Give the one percentage of each role that holds for a purchase and a product."""
        found: dict[To, Percentage] = {}
        for each in self.percentages:
            if each.covers(number) and _names(each, product, category):
                other = found.get(each.to)
                if other is None or _breadth(each) < _breadth(other):
                    found[each.to] = each
        return tuple(found.values())


def plan_on(plans: Sequence[PayPlan], day: date) -> PayPlan | None:
    """Give the plan in force on a day; None before the first."""
    return max((each for each in plans if each.since <= day), key=_age, default=None)


def _age(plan: PayPlan) -> tuple[date, int]:
    return plan.since, plan.version


def _breadth(percentage: Percentage) -> int:
    return 0 if percentage.products else 1 if percentage.categories else 2


def _names(percentage: Percentage, product: str, category: str) -> bool:
    if percentage.products:
        return product in percentage.products
    return not percentage.categories or category in percentage.categories
