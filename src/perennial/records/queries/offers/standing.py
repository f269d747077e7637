"""Whether an offer can be given: what is left of its stock and of its money, and its days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import Count, Sum

from perennial.records.models import Given, Offer

__all__ = ["Left", "Standing", "left_of", "spent_in_month", "standing_of"]

Standing = Literal["on", "off", "not_begun", "expired", "no_stock", "no_budget"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How often an offer was given in all and what that cost; what is left, None where there is no limit.

    The cost is that of each piece and, once an order used it, the margin given up on that order.
    """

    given: int
    cost: Decimal
    stock: int | None
    budget: Decimal | None


def left_of(offers: Collection[Offer]) -> Mapping[int, Left]:
    """Give what is left of some offers, in two queries."""
    given = Given.objects.filter(offer__in=offers, undone_at__isnull=True).order_by()
    rows = given.values_list("offer").annotate(Count("pk"), Sum("cost"))
    known = {pk: (count, cost or _ZERO) for pk, count, cost in rows}
    used = given.filter(offer__margin_share__gt=0, used_by__isnull=False)
    orders = dict(used.values_list("offer").annotate(Sum("used_by__amount")))
    return {each.pk: _left(each, *known.get(each.pk, (0, _ZERO)), orders.get(each.pk)) for each in offers}


def standing_of(offer: Offer, left: Left, day: date) -> Standing:
    """Say whether an offer can be given on a day, and if not why."""
    if not offer.is_on:
        return "off"
    if offer.valid_from is not None and day < offer.valid_from:
        return "not_begun"
    if offer.valid_until is not None and day > offer.valid_until:
        return "expired"
    if left.stock is not None and left.stock <= 0:
        return "no_stock"
    is_spent = left.budget is not None and (left.budget <= 0 or left.budget < offer.cost)
    return "no_budget" if is_spent else "on"


def spent_in_month(day: date) -> Decimal:
    """Give what offers and gifts of the month of a day have cost so far."""
    given = Given.objects.filter(undone_at__isnull=True, day__year=day.year, day__month=day.month)
    return given.aggregate(total=Sum("cost"))["total"] or _ZERO


def _left(offer: Offer, count: int, cost: Decimal, orders: Decimal | None) -> Left:
    whole = cost + offer.margin_share * (orders or _ZERO)
    return Left(
        given=count,
        cost=whole,
        stock=None if offer.stock is None else offer.stock - count,
        budget=None if offer.budget is None else offer.budget - whole,
    )
