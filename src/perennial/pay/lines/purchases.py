"""Which purchase of the customer an order belongs to: known on the day of the order, and final then."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import heappop, heappush

from perennial.pay.lines.facts import Order, Refund

__all__ = ["Purchase", "purchases_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """A day with orders, as the pay plan counts it.

    Attributes
    ----------
    number
        Its number with this customer, from 1.
    day
        The day.
    previous
        The day of the purchase before it; None for the first.
    """

    number: int
    day: date
    previous: date | None


def purchases_of(orders: Sequence[Order], refunds: Iterable[Refund]) -> dict[str, Purchase]:
    """Give the purchase of every order, by the order's id.

    Orders of one day are one purchase. A purchase all of whose orders had been refunded in full by the day
    of an order is not counted for that order; one refunded later stays counted, so that what an order pays
    never depends on what happens after it.
    """
    gone = _gone_days(orders, refunds)
    by_customer: dict[str, dict[date, list[Order]]] = defaultdict(lambda: defaultdict(list))
    for order in orders:
        by_customer[order.customer][order.day].append(order)
    found = {}
    for days in by_customer.values():
        for day, purchase in _numbered(days, gone):
            found.update({order.order: purchase for order in days[day]})
    return found


def _numbered(days: Mapping[date, list[Order]], gone: Mapping[str, date]) -> Iterator[tuple[date, Purchase]]:
    leaving: list[date] = []  # when each purchase that counts stops to count, earliest first
    latest: list[tuple[date, date]] = []  # the same with its day, the latest purchase last
    for day in sorted(days):
        while leaving and leaving[0] <= day:
            heappop(leaving)
        while latest and latest[-1][1] <= day:
            latest.pop()
        yield day, Purchase(number=len(leaving) + 1, day=day, previous=latest[-1][0] if latest else None)
        last = max(gone.get(each.order, date.max) for each in days[day])
        heappush(leaving, last)
        latest.append((day, last))


def _gone_days(orders: Iterable[Order], refunds: Iterable[Refund]) -> dict[str, date]:
    """Give the day on which an order was refunded in full, where it was; one without money never counts."""
    left = {each.order: sum((part.amount for part in each.parts), Decimal(0)) for each in orders}
    gone = {order: date.min for order, amount in left.items() if amount == 0}
    for refund in sorted(refunds, key=lambda each: each.day):
        if refund.order in left and refund.order not in gone:
            left[refund.order] -= refund.amount
            if left[refund.order] <= 0:
                gone[refund.order] = refund.day
    return gone
