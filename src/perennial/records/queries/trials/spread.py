"""How much customers differ in what they order: the larger, the more of them a trial needs."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from perennial.records.models import Customer, Order, RefreshRun

__all__ = ["Spread", "spread_of"]

_SAMPLE = 20_000  # customers looked at, where there are more
_KEPT = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Orders per customer over a past stretch as long as the horizon.

    Attributes
    ----------
    mean, deviation
        Of orders per customer.
    customers
        Who were looked at: those who had bought in as many days before the stretch.
    first, last
        Days of the stretch.
    money_per_order
        None where orders tell no amounts.
    """

    mean: float
    deviation: float
    customers: int
    first: date
    last: date
    money_per_order: float | None


def spread_of(horizon: int) -> Spread | None:
    """Look at the last `horizon` days of orders; None where too few customers had bought before them."""
    run = RefreshRun.objects.filter(state=RefreshRun.State.DONE, as_of__isnull=False).first()
    if run is None or run.as_of is None:
        return None
    key = f"trial-spread:{run.pk}:{horizon}"
    found: Spread | None = cache.get(key)
    if found is None:
        found = _spread(run.as_of, horizon)
        cache.set(key, found, _KEPT)
    return found


def _spread(last: date, horizon: int) -> Spread | None:
    first = last - timedelta(days=horizon)
    who = _sample(first, horizon)
    customers = who.count()
    if customers < 2:
        return None
    bought = Order.objects.filter(refund_of="", day__gt=first, day__lte=last, customer__in=who.values("pk"))
    each = bought.order_by().values("customer").annotate(n=Count("pk"), money=Sum("amount"))
    counts = list(each.values_list("n", "money"))
    orders = sum(n for n, _ in counts)
    squares = sum(n * n for n, _ in counts)
    variance = max(squares - orders**2 / customers, 0.0) / (customers - 1)
    money = float(sum(amount or 0 for _, amount in counts))
    return Spread(
        mean=orders / customers,
        deviation=sqrt(variance),
        customers=customers,
        first=first + timedelta(days=1),
        last=last,
        money_per_order=money / orders if orders and money else None,
    )


def _sample(first: date, horizon: int) -> QuerySet[Customer]:
    """Give customers who had bought in as many days before, some of them where there are very many."""
    before = Order.objects.filter(
        customer=OuterRef("pk"), refund_of="", day__lte=first, day__gt=first - timedelta(days=horizon)
    )
    known = Customer.objects.filter(first_order_on__lte=first, merged_into__isnull=True)
    step = ceil(known.count() / _SAMPLE) or 1
    if step > 1:
        known = known.annotate(part=F("pk") % step).filter(part=0)
    return known.filter(Exists(before)).order_by()
