"""Orders after the last day observed: customers' rows show them, though nothing is forecast from them yet."""

from datetime import date

from django.db import transaction
from django.db.models import Count, Max, Min

from perennial.records.models import Customer, Order
from perennial.records.models.words import Stage
from perennial.records.operations.give_way import give_way
from perennial.records.operations.publish_forecasts import Published

__all__ = ["count_later_orders"]

_BATCH = 500
_FACTS = ("orders_count", "first_order_on", "last_order_on", "stage")


def count_later_orders(published: Published) -> None:
    """Count them with those in the snapshot; a second time changes nothing."""
    of = published.snapshot.columns
    counted = dict(zip(map(int, of["customer_id"]), of["orders"].tolist(), strict=True))
    later = (
        Order.objects.filter(day__gt=published.as_of, refund_of="")
        .order_by("customer")
        .values_list("customer")
        .annotate(Count("pk"), Min("day"), Max("day"))
    )
    found = {pk: (counted.get(pk, 0) + orders, first, last) for pk, orders, first, last in later}
    pks = list(found)
    for at in range(0, len(pks), _BATCH):
        _write({pk: found[pk] for pk in pks[at : at + _BATCH]})
        give_way()


@transaction.atomic
def _write(found: dict[int, tuple[int, date, date]]) -> None:
    customers = list(Customer.objects.filter(pk__in=found, erased_at__isnull=True))
    for customer in customers:
        orders, first, last = found[customer.pk]
        customer.orders_count, customer.last_order_on = orders, last
        if customer.first_order_on is None:
            customer.first_order_on, customer.stage = first, Stage.NEW
    Customer.objects.bulk_update(customers, _FACTS)
