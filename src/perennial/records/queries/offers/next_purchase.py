"""Whether who bought with an offer buys again without one: nobody should learn to wait for gifts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pay.intervals import share
from perennial.records.models import Business, Given, Order
from perennial.records.queries.handoffs_due import counts_as

__all__ = ["FEW", "NextPurchase", "next_purchases"]

#: Below so many customers nothing can be told.
FEW = 20
#: A purchase is without an offer where none was given in so many days before it.
_BEFORE = timedelta(days=14)
_LOOKED_AT = timedelta(days=730)

_Days = Mapping[int, list[date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPurchase:
    """Customers who bought with an offer, and those of them who bought again next without any."""

    bought: int
    without: int

    @property
    def share(self) -> Estimate:
        """The share with Wilson's 95% limits; unknown where they are few."""
        return share(self.without, self.bought) if self.bought >= FEW else UNKNOWN


def next_purchases(today: date, business: Business) -> Mapping[int, NextPurchase]:
    """Count for each offer its customers of the last two years, in three queries."""
    used = Given.objects.filter(
        undone_at__isnull=True, used_by__isnull=False, day__gt=today - _LOOKED_AT
    ).order_by("used_by__day", "pk")
    first: dict[int, dict[int, date]] = defaultdict(dict)
    for offer, customer, day in used.values_list("offer_id", "customer_id", "used_by__day"):
        first[offer].setdefault(customer, day)
    if not first:
        return {}
    bought, gifts = _purchases(today, business), _gifts(today)
    return {
        offer: NextPurchase(
            bought=len(people),
            without=sum(
                _next_without(day, bought.get(pk, []), gifts.get(pk, [])) for pk, day in people.items()
            ),
        )
        for offer, people in first.items()
    }


def _next_without(day: date, bought: list[date], gifts: list[date]) -> bool:
    again = next((each for each in bought if each > day), None)
    return again is not None and not any(again - _BEFORE <= gift <= again for gift in gifts)


def _purchases(today: date, business: Business) -> _Days:
    since = today - _LOOKED_AT
    who = Given.objects.filter(undone_at__isnull=True, used_by__isnull=False, day__gt=since)
    rows = Order.objects.filter(customer__in=who.order_by().values("customer"), refund_of="", day__gt=since)
    days: dict[int, list[date]] = defaultdict(list)
    columns = ("customer_id", "day", "status", "amount")
    for customer, day, status, amount in rows.order_by("day").values_list(*columns).iterator(5000):
        if counts_as(status, amount, business):
            days[customer].append(day)
    return days


def _gifts(today: date) -> _Days:
    days: dict[int, list[date]] = defaultdict(list)
    given = Given.objects.filter(undone_at__isnull=True, day__gt=today - _LOOKED_AT - _BEFORE)
    for customer, day in given.order_by().values_list("customer_id", "day").iterator(5000):
        days[customer].append(day)
    return days
