"""The plan that comes with Perennial; every figure of it can be edited."""

from datetime import date
from decimal import Decimal

from perennial.pay.plans.plan import Bonus, PayPlan, Percentage, Protected, Returned

__all__ = ["FARMER_LATER", "HUNTER_FIRST", "shipped_plan"]

#: Shares of the money of a customer's first purchase, and of all later ones.
HUNTER_FIRST = Decimal("0.10")
FARMER_LATER = Decimal("0.05")


def shipped_plan(*, since: date, version: int = 1, bonus: Decimal = Decimal(1000)) -> PayPlan:
    """Give the shipped plan.

    Parameters
    ----------
    since
        First day of the orders it holds for.
    version
        Number that its lines will name.
    bonus
        The transfer bonus, in the business's currency.
    """
    return PayPlan(
        version=version,
        since=since,
        percentages=(
            Percentage(to="hunter", share=HUNTER_FIRST, first=1, last=1),
            Percentage(to="farmer", share=FARMER_LATER, first=2),
        ),
        protected=Protected(share=Decimal("0.02")),
        bonus=Bonus(amount=bonus),
        returned=Returned(after_days=365),
    )
