"""Orders that arrived settle what was planned, and keep promises."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Order, PlannedTouch, Promise
from perennial.records.models.words import Play

__all__ = ["settle_touches"]

#: Touches that an order does not make needless.
_STAYS = (Play.GREET, Play.THANK, Play.REPAIR, Play.CHORE)
#: An order that arrives may be this much older than the plan, and the plan did not know of it yet.
_LATE_BY = timedelta(days=30)
_CHUNK = 500


@transaction.atomic
def settle_touches(customer_ids: Iterable[int]) -> int:
    """Settle the open lines and keep the open promises of customers whose orders arrived.

    Returns
    -------
    int
        Lines settled.
    """
    ids = sorted(set(customer_ids))
    return sum(_settle(chunk) for chunk in (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)))


def _settle(ids: list[int]) -> int:
    lines = list(
        PlannedTouch.objects.filter(customer__in=ids, state=PlannedTouch.State.OPEN).exclude(play__in=_STAYS)
    )
    promises = list(Promise.objects.filter(customer__in=ids, kept_by__isnull=True, undone_at__isnull=True))
    if not lines and not promises:
        return 0
    orders = _orders({*(line.customer_id for line in lines), *(each.customer_id for each in promises)})
    _keep(promises, orders)
    answered = [line.pk for line in lines if _is_answered(line, orders[line.customer_id])]
    return PlannedTouch.objects.filter(pk__in=answered).update(
        state=PlannedTouch.State.SETTLED, closed_at=timezone.now()
    )


def _orders(ids: set[int]) -> Mapping[int, list[Order]]:
    found: dict[int, list[Order]] = defaultdict(list)
    for order in Order.objects.filter(customer__in=ids, refund_of="").order_by("day", "id"):
        found[order.customer_id].append(order)
    return found


def _is_answered(line: PlannedTouch, orders: list[Order]) -> bool:
    oldest = timezone.localdate(line.created_at) - _LATE_BY
    return any(order.created_at >= line.created_at and order.day >= oldest for order in orders)


def _keep(promises: list[Promise], orders: Mapping[int, list[Order]]) -> None:
    for promise in promises:
        since = timezone.localdate(promise.made_at)
        promise.kept_by = next((each for each in orders[promise.customer_id] if each.day >= since), None)
    kept = [promise for promise in promises if promise.kept_by is not None]
    Promise.objects.bulk_update(kept, ["kept_by"])
