"""Orders of the database as rows of the mirror, on the clock of the business."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from perennial.records.models import Business, Order, OrderLine, Product
from perennial.store.mirror import MirrorOrder, month_name

__all__ = ["OWN_NUMBER", "mirror_rows"]

#: An order number that begins so was made up by us, as its source gave none.
OWN_NUMBER = "~"

_CHUNK = 10_000
_COLUMNS = (
    "pk",
    "customer_id",
    "system",
    "external_id",
    "ordered_at",
    "amount",
    "currency",
    "status",
    "product_id",
    "category",
    "channel",
    "seller_id",
    "refund_of",
    "contract_id",
    "initiated_by",
)

_Lines = Mapping[int, list[tuple[int | None, Decimal | None]]]


def mirror_rows(
    orders: QuerySet[Order], months: Collection[str], business: Business
) -> Iterator[MirrorOrder]:
    """Give the rows of some months, an order with several lines as several rows.

    Parameters
    ----------
    orders
        All orders that the mirror may hold.
    months
        Names ``YYYY-MM``, told by the clock of the business.
    """
    zone, wanted = ZoneInfo(business.time_zone), frozenset(months)
    products = {
        pk: (name, category) for pk, name, category in Product.objects.values_list("pk", "name", "category")
    }
    for first, until in _spans(wanted, zone):
        some = orders.filter(ordered_at__gte=first, ordered_at__lt=until).order_by()
        lines = _lines(some)
        for row in some.values_list(*_COLUMNS).iterator(chunk_size=_CHUNK):
            yield from _rows(dict(zip(_COLUMNS, row, strict=True)), lines, products, zone)


def _rows(
    order: dict[str, Any], lines: _Lines, products: Mapping[int, tuple[str, str]], zone: ZoneInfo
) -> Iterator[MirrorOrder]:
    system, number, refund = order["system"], order["external_id"], order["refund_of"]
    same = {
        "order_id": None if number.startswith(OWN_NUMBER) else f"{system}:{number}",
        "customer_id": str(order["customer_id"]),
        "ordered_at": order["ordered_at"].astimezone(zone).replace(tzinfo=None),
        "currency": order["currency"] or None,
        "status": order["status"] or None,
        "channel": order["channel"] or None,
        "seller": str(order["seller_id"] or "") or None,
        "refund_of": f"{system}:{refund}" if refund else None,
        "contract_id": order["contract_id"] or None,
        "initiated_by": order["initiated_by"] or None,
    }
    for product, amount in _parts(order, lines.get(order["pk"], [])):
        name, category = products.get(product or 0, ("", ""))
        yield MirrorOrder(
            **same, amount=amount, product=name or None, category=order["category"] or category or None
        )


def _parts(
    order: dict[str, Any], lines: list[tuple[int | None, Decimal | None]]
) -> Iterator[tuple[int | None, Decimal | None]]:
    """Share an order's amount among its lines; what they leave, as delivery or a discount, has no product."""
    whole = order["amount"]
    if not lines:
        yield order["product_id"], whole
        return
    known = [amount for _, amount in lines if amount is not None]
    if whole is None or len(known) < len(lines):
        yield lines[0][0], whole
        yield from ((product, None if whole is None else Decimal(0)) for product, _ in lines[1:])
        return
    yield from lines
    if whole != sum(known):
        yield None, whole - sum(known)


def _lines(orders: QuerySet[Order]) -> _Lines:
    found: dict[int, list[tuple[int | None, Decimal | None]]] = defaultdict(list)
    rows = OrderLine.objects.filter(order__in=orders.values("pk"), product__isnull=False).order_by("pk")
    for order, product, amount in rows.values_list("order_id", "product_id", "amount").iterator():
        found[order].append((product, amount))
    return found


def _spans(months: Collection[str], zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Give runs of neighbouring months as moments between which their orders lie."""
    begin: date | None = None
    for name in sorted(months):
        first = date.fromisoformat(f"{name}-01")
        begin = first if begin is None else begin
        after = (first.replace(day=28) + timedelta(days=7)).replace(day=1)
        if month_name(after) not in months:
            yield _moment(begin, zone), _moment(after, zone)
            begin = None


def _moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
