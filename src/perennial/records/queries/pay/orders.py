"""Orders as pay sees them: what counts, in parts that add up, and what was given back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from perennial.pay.lines.facts import Order, Part, Refund
from perennial.records.models import Business, OrderLine, OrderShare
from perennial.records.models import Order as Row
from perennial.records.queries.handoffs_due import counts

__all__ = ["orders_of", "refunds_of", "rows_of"]

_ZERO = Decimal(0)
_Parts = Mapping[int, tuple[Part, ...]]


def rows_of(customers: Sequence[int] | None) -> list[Row]:
    """Read all orders and refunds of customers; of all customers where None."""
    rows = Row.objects.select_related("product").order_by("pk")
    return list(rows if customers is None else rows.filter(customer__in=customers))


def orders_of(rows: Sequence[Row], business: Business, customers: Sequence[int] | None) -> list[Order]:
    """Give the orders that count, among the rows of these customers.

    An order without an amount is a purchase that pays nothing. Sentences call an order by its key; what
    people call it is put in when they are read, so that it can be erased.
    """
    counted = [row for row in rows if _is_order(row) and counts(row, business)]
    parts, shares = _parts(counted, customers), _shares(customers)
    return [
        Order(
            order=str(row.pk),
            customer=str(row.customer_id),
            day=row.day,
            parts=parts.get(row.pk) or _whole(row),
            seller=None if row.seller_id is None else str(row.seller_id),
            shares=shares.get(row.pk, {}),
        )
        for row in counted
    ]


def refunds_of(rows: Sequence[Row], orders: Sequence[Order]) -> Iterator[Refund]:
    """Give what was given back of orders that count: rows that name them, or else are below zero.

    A refund that names no order is of the customer's latest order by that day.
    """
    known = {each.order for each in orders}
    named = {(row.system, row.external_id): str(row.pk) for row in rows if _is_order(row)}
    bought = _by_customer(orders)
    for row in rows:
        if _is_order(row) or not row.amount:
            continue
        own = bought.get(str(row.customer_id), ())
        order = named.get((row.system, row.refund_of)) if row.refund_of else _latest(own, row)
        if order in known:
            product = row.product.name if row.product else ""
            yield Refund(
                refund=str(row.pk), order=order, day=row.day, amount=abs(row.amount), product=product
            )


def _by_customer(orders: Sequence[Order]) -> Mapping[str, Sequence[Order]]:
    found: dict[str, list[Order]] = defaultdict(list)
    for each in sorted(orders, key=lambda each: (each.day, int(each.order))):
        found[each.customer].append(each)
    return found


def _latest(orders: Sequence[Order], row: Row) -> str | None:
    """Give a customer's latest order by the day of a row."""
    return next((each.order for each in reversed(orders) if each.day <= row.day), None)


def _is_order(row: Row) -> bool:
    return not row.refund_of and (row.amount is None or row.amount >= 0)


def _whole(row: Row) -> tuple[Part, ...]:
    product = row.product.name if row.product else ""
    category = row.category or (row.product.category if row.product else "")
    return (Part(amount=row.amount or _ZERO, product=product, category=category),)


def _parts(rows: Sequence[Row], customers: Sequence[int] | None) -> _Parts:
    """Give the lines of the orders whose lines add up to them; a discount is taken off the others."""
    amounts = {row.pk: row.amount for row in rows if row.amount}
    # By customer: so many orders as they may have are too many to be named in a query one by one.
    lines = OrderLine.objects.filter(amount__isnull=False).select_related("product").order_by("order", "pk")
    by_order: dict[int, list[OrderLine]] = defaultdict(list)
    for line in lines if customers is None else lines.filter(order__customer__in=customers):
        if line.order_id in amounts:
            by_order[line.order_id].append(line)
    return {
        order: _spread(found, amounts[order])
        for order, found in by_order.items()
        if sum((_money(each) for each in found), _ZERO) == amounts[order]
    }


def _spread(lines: Sequence[OrderLine], total: Decimal) -> tuple[Part, ...]:
    """Take what is below zero off the lines above it, each by its share; the last takes what is left over."""
    above = [each for each in lines if _money(each) > 0]
    whole = sum((_money(each) for each in above), _ZERO)
    parts, left = [], total
    for at, line in enumerate(above):
        is_last = at == len(above) - 1
        amount = left if is_last else (_money(line) * total / whole).quantize(Decimal("0.01"))
        left -= amount
        product = line.product
        parts.append(
            Part(
                amount=amount,
                product=product.name if product else line.name,
                category=product.category if product else "",
            )
        )
    return tuple(parts)


def _money(line: OrderLine) -> Decimal:
    return line.amount or _ZERO


def _shares(customers: Sequence[int] | None) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = OrderShare.objects.all()
    for each in rows if customers is None else rows.filter(order__customer__in=customers):
        found[each.order_id][str(each.seller_id)] = each.share
    return found
