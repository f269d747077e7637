"""The money that came for orders, and when."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from perennial.ingest.statuses import says_unpaid
from perennial.pay.lines.facts import Order, Payment
from perennial.records.models import Order as Row
from perennial.records.models import Payment as PaymentRow

__all__ = ["payments_of", "systems_that_tell"]

_ZERO = Decimal(0)
_LOOKED_AT = 5000


def payments_of(
    rows: Sequence[Row], orders: Sequence[Order], customers: Sequence[int] | None, *, told: frozenset[str]
) -> Iterator[Payment]:
    """Give the payments of orders.

    Parameters
    ----------
    rows, orders
        The same orders as they are kept and as pay sees them.
    customers
        Whose they are; None where they are everybody's.
    told
        Systems that tell when an order was paid: there an order without such a day is not paid yet. Of other
        systems an order is paid on its day, unless its status says that it is not.
    """
    by_key = {str(row.pk): row for row in rows}
    written = _written(customers)
    for order in orders:
        row = by_key[order.order]
        whole = sum((part.amount for part in order.parts), _ZERO)
        came = written.get(row.pk, ())
        yield from came
        left = whole - sum((each.amount for each in came), _ZERO)
        day = _day_of_the_rest(row, told, has_payments=bool(came))
        if day is not None and left > 0:
            yield Payment(payment=f"{row.pk}.rest", order=order.order, day=day, amount=left)


def systems_that_tell() -> frozenset[str]:
    """Give the systems whose latest orders have days of payment."""
    systems = Row.objects.order_by().values_list("system", flat=True).distinct()
    return frozenset(each for each in systems if _tells(each))


def _tells(system: str) -> bool:
    latest = Row.objects.filter(system=system).order_by("-pk")
    days = latest.values_list("fully_paid_on", "paid_on")[:_LOOKED_AT]
    return any(whole or part for whole, part in days)


def _day_of_the_rest(row: Row, told: frozenset[str], *, has_payments: bool) -> date | None:
    if row.fully_paid_on is not None:
        return row.fully_paid_on
    if has_payments or row.system in told or says_unpaid(row.status, wholly=True):
        return None
    return row.day


def _written(customers: Sequence[int] | None) -> Mapping[int, Sequence[Payment]]:
    found: dict[int, list[Payment]] = defaultdict(list)
    rows = PaymentRow.objects.order_by("pk")
    for each in rows if customers is None else rows.filter(order__customer__in=customers):
        found[each.order_id].append(
            Payment(payment=str(each.pk), order=str(each.order_id), day=each.day, amount=each.amount)
        )
    return found
