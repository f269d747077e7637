"""Say of what was given in which order it was used: the customer's first one soon after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db import transaction

from perennial.records.models import Business, Given, Order
from perennial.records.queries.handoffs_due import counts

__all__ = ["USED_WITHIN", "count_uses"]

#: Days after it was given in which an order counts as its use.
USED_WITHIN = 60
#: Orders may come late, or be cancelled: what was given in so many days is looked at again.
_AGAIN = timedelta(days=2 * USED_WITHIN)
_AT_ONCE = 1000


def count_uses(today: date, since: date | None = None) -> int:
    """Link what was given to the orders that used it; a second time changes nothing.

    Parameters
    ----------
    since
        What was given from this day on is looked at; the last 120 days where it is not named.

    Returns
    -------
    The number of links that changed.
    """
    recent = Given.objects.filter(undone_at__isnull=True, day__gte=since or today - _AGAIN)
    pks = list(recent.order_by("pk").values_list("pk", flat=True))
    business = Business.current()
    return sum(_link(pks[at : at + _AT_ONCE], business) for at in range(0, len(pks), _AT_ONCE))


@transaction.atomic
def _link(pks: list[int], business: Business) -> int:
    rows = Given.objects.filter(pk__in=pks, undone_at__isnull=True).select_for_update(of=("self",))
    given = list(rows.select_related("touch"))
    orders = _orders(given, business)
    changed = [each for each in given if _set(each, orders.get(each.customer_id, ()))]
    Given.objects.bulk_update(changed, ["used_by"])
    return len(changed)


def _set(given: Given, orders: Iterable[Order]) -> bool:
    use = next((order.pk for order in orders if _is_use(given, order)), None)
    if use == given.used_by_id:
        return False
    given.used_by_id = use
    return True


def _is_use(given: Given, order: Order) -> bool:
    """Say whether an order came after; on the same day only where that is known to the minute."""
    if order.day == given.day:
        return given.touch is not None and order.ordered_at >= given.touch.happened_at
    return given.day < order.day <= given.day + timedelta(days=USED_WITHIN)


def _orders(given: list[Given], business: Business) -> Mapping[int, list[Order]]:
    found: dict[int, list[Order]] = defaultdict(list)
    for order in _counted(given, business):
        found[order.customer_id].append(order)
    return found


def _counted(given: list[Given], business: Business) -> Iterator[Order]:
    if not given:
        return
    first = min(each.day for each in given)
    rows = Order.objects.filter(customer__in={each.customer_id for each in given}, refund_of="")
    wanted = ("customer_id", "day", "ordered_at", "status", "amount")
    for order in rows.filter(day__gte=first).only(*wanted).order_by("day", "ordered_at", "pk"):
        if counts(order, business):
            yield order
