"""Rhythm strips of some customers, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from math import nan

from perennial.core.days import NO_DAY, day_of
from perennial.pictures.strip import Rhythm
from perennial.records.models import Customer, Order, Touch

__all__ = ["rhythms_of"]

_GAPS_SHOWN = 14  # more days of purchases than a strip can show need not be read
_SHOWN_AT_MOST = 120


def rhythms_of(customers: Iterable[Customer], *, today: date) -> Mapping[int, Rhythm]:
    """Give what the strip of each customer draws; customers without a purchase have none.

    Parameters
    ----------
    customers
        A page of customers, already read.
    today
        The local day of who looks; silence is counted to it, not to the last refresh.
    """
    buying = {each.pk: each for each in customers if each.last_order_on is not None}
    spent = _spent(buying)
    touched = _touched(buying)
    return {
        pk: _rhythm(customer, spent[pk], touched[pk], day_of(today))
        for pk, customer in buying.items()
        if spent[pk]
    }


def _spent(customers: Mapping[int, Customer]) -> Mapping[int, dict[int, float]]:
    spent: dict[int, dict[int, float]] = defaultdict(dict)
    rows = (
        Order.objects.filter(customer__in=customers, refund_of="")
        .order_by("day", "id")
        .values_list("customer_id", "day", "amount")
    )
    for pk, day, amount in rows.iterator(chunk_size=5000):
        number = day_of(day)
        spent[pk][number] = spent[pk].get(number, 0.0) + (nan if amount is None else float(amount))
    return spent


def _touched(customers: Mapping[int, Customer]) -> Mapping[int, list[int]]:
    touched: dict[int, list[int]] = defaultdict(list)
    rows = (
        Touch.objects.filter(customer__in=customers, undone_at__isnull=True)
        .order_by("day")
        .values_list("customer_id", "day")
    )
    for pk, day in rows.iterator(chunk_size=5000):
        touched[pk].append(day_of(day))
    return touched


def _rhythm(customer: Customer, spent: dict[int, float], touches: list[int], today: int) -> Rhythm:
    days = tuple(spent)[-_SHOWN_AT_MOST:]
    gap = customer.usual_gap or nan
    return Rhythm(
        as_of=today,
        days=days,
        amounts=tuple(spent[day] for day in days),
        usual_gap=gap,
        purchases=customer.purchases or len(spent),
        touches=tuple(touches[-_GAPS_SHOWN * 4 :]),
        next_order_early=_day(customer.next_order_early),
        next_order_likely=_day(customer.next_order_likely),
        next_order_late=_day(customer.next_order_late),
        offer_from=_day(customer.offer_from),
        offer_until=_day(customer.offer_until),
        churn_date=_day(customer.churn_date),
        churn_early=_day(customer.churn_early),
        churn_late=_day(customer.churn_late),
    )


def _day(day: date | None) -> int:
    return NO_DAY if day is None else day_of(day)
