"""How much customers differ in what they order: the larger, the more of them a trial needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from perennial.records.models import Customer, Order, RefreshRun
from perennial.trial.size import unexplained

__all__ = ["Spread", "spread_of"]

_SAMPLE = 20_000  # customers looked at, where there are more
_KEPT = 24 * 3600
_FEWEST = 10
_AT_ONCE = 2000
_NONE = (0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Orders per customer over a past stretch as long as the horizon.

    Attributes
    ----------
    mean
        Of orders per customer.
    deviation
        Standard deviation of what their orders in as many days before leave unexplained.
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
    who = list(_sample(first, horizon).values_list("pk", flat=True))
    if len(who) < _FEWEST:
        return None
    since = _orders(who, first, last)
    before = _orders(who, first - timedelta(days=horizon), first)
    orders, money = sum(n for n, _ in since.values()), sum(amount for _, amount in since.values())
    return Spread(
        mean=orders / len(who),
        deviation=unexplained(
            [before.get(pk, _NONE)[0] for pk in who], [since.get(pk, _NONE)[0] for pk in who]
        ),
        customers=len(who),
        first=first + timedelta(days=1),
        last=last,
        money_per_order=money / orders if orders and money else None,
    )


def _orders(customers: Sequence[int], after: date, last: date) -> Mapping[int, tuple[int, float]]:
    """Give by customer the orders after a day up to another, and their money."""
    found: dict[int, tuple[int, float]] = {}
    for at in range(0, len(customers), _AT_ONCE):
        part = customers[at : at + _AT_ONCE]
        rows = Order.objects.filter(refund_of="", day__gt=after, day__lte=last, customer__in=part)
        each = rows.order_by().values("customer").annotate(n=Count("pk"), money=Sum("amount"))
        for pk, n, money in each.values_list("customer", "n", "money"):
            found[pk] = (n, float(money or 0))
    return found


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
