"""Whether a seller is nearer to a hunter or a farmer, beside their colleagues; or it cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.pay.split.year import SellerYear

__all__ = ["NearestRole", "nearest_roles"]

Nearest = Literal["hunter", "farmer", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestRole:
    """The nearest role of one seller, and why."""

    seller: int
    role: Nearest
    reason: Message


def nearest_roles(years: Sequence[SellerYear]) -> tuple[NearestRole, ...]:
    """Compare each seller with all others together.

    A hunter brings a larger share of new money, or more first sales a month, beyond the limits of chance,
    and is not behind in the other; a farmer the reverse. Where neither clears them, it cannot be told.

    Parameters
    ----------
    years
        The last twelve months of every seller.
    """
    return tuple(_nearest(year, [other for other in years if other is not year]) for year in years)


def _nearest(year: SellerYear, others: Sequence[SellerYear]) -> NearestRole:
    money = sum(each.money for each in others)
    if not others or money <= 0 or not year.new_money_share.known:
        return _cannot_tell(year)
    usual_share = sum(each.new_money for each in others) / money
    usual_sales = sum(each.first_orders for each in others) / len(others) / 12
    sides = _side(year.new_money_share, usual_share) + _side(year.first_sales_a_month, usual_sales)
    facts = {"share": year.new_money_share.value, "usual": usual_share, "sales": year.first_orders}
    opposed = _side(year.new_money_share, usual_share) * _side(year.first_sales_a_month, usual_sales) < 0
    if sides == 0 or opposed:
        return _cannot_tell(year)
    if sides > 0:
        reason = Message(
            "Nearer to first sales: {share:percent} of the money is new, {usual:percent} with the others; "
            "{sales:orders} from new customers in a year.",
            facts,
        )
        return NearestRole(seller=year.seller, role="hunter", reason=reason)
    reason = Message(
        "Nearer to existing customers: {share:percent} of the money is new, {usual:percent} with the others; "
        "{sales:orders} from new customers in a year.",
        facts,
    )
    return NearestRole(seller=year.seller, role="farmer", reason=reason)


def _side(found: Estimate, usual: float) -> int:
    if found.low is not None and found.low > usual:
        return 1
    return -1 if found.high is not None and found.high < usual else 0


def _cannot_tell(year: SellerYear) -> NearestRole:
    reason = Message(
        "It cannot be told from {orders:orders} in a year: the difference from the others is within chance.",
        {"orders": year.orders},
    )
    return NearestRole(seller=year.seller, role="cannot_tell", reason=reason)
