"""Take a portion of orders in: each once under its own id, with the customer whose it is."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.ingest.columns import DAYS
from perennial.records.models import Customer, Order, OrderLine
from perennial.records.models.words import InitiatedBy, Role
from perennial.records.operations.after_import import after_rows
from perennial.records.operations.erase_orders import without_person
from perennial.records.operations.match_people import People
from perennial.records.operations.match_people_person import Person
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.take_updates import update_rows
from perennial.records.queries.handoffs_due import RECENT
from perennial.store.reading.whole_orders import WholeOrder

__all__ = ["take_orders"]

_OWN = ("owner", "hunter", "product")
_SELLERS = frozenset({Role.HUNTER, Role.FARMER, Role.HEAD, Role.OWNER})
_BEGUN_BY = {
    **dict.fromkeys(("seller", "manager", "sales", "продавец", "менеджер"), InitiatedBy.SELLER),
    **dict.fromkeys(("customer", "client", "buyer", "клиент", "покупатель"), InitiatedBy.CUSTOMER),
    **dict.fromkeys(("site", "web", "website", "online", "shop", "сайт", "интернет"), InitiatedBy.SITE),
}
#: Columns of text and how much of it is kept.
_TEXTS = {
    "currency": 3, "status": 60, "category": 200, "channel": 120, "refund_of": 200, "contract_id": 200,
}  # fmt: skip


@transaction.atomic
def take_orders(
    orders: Sequence[WholeOrder], taking: Taking, people: Sequence[Person] | None = None
) -> list[Order]:
    """Make orders, or change those known by their system and id; doing it again changes nothing.

    Parameters
    ----------
    orders
        Their ids differ.
    taking
        Counts what was made, changed and left as it was.
    people
        Whose each order is, where more is known of them than the id in the order.
    """
    buyers = people or [Person(own_id=order.customer_id) for order in orders]
    known = People(taking, buyers)
    whose = [known.find_or_make(person)[0] for person in buyers]
    orders = [
        order if customer.erased_at is None else without_person(order)
        for order, customer in zip(orders, whose, strict=True)
    ]
    owned = _own(orders, whose, taking)
    known.save()
    update_rows(owned, _OWN)
    found = _found(orders, taking)
    columns = [_columns(order, customer, taking) for order, customer in zip(orders, whose, strict=True)]
    saved = _save(orders, columns, found, taking)
    after_rows(taking)
    return saved


def _found(orders: Sequence[WholeOrder], taking: Taking) -> dict[str, Order]:
    ids = [_own_id(order) for order in orders]
    return {
        order.external_id: order
        for order in Order.objects.filter(system=taking.system, external_id__in=ids).select_for_update()
    }


def _own_id(order: WholeOrder) -> str:
    return order.order_id[:200]


def _columns(order: WholeOrder, customer: Customer, taking: Taking) -> dict[str, Any]:
    product, seller = taking.product(order.product), taking.seller(order.seller)
    return {
        "customer_id": customer.pk,
        "ordered_at": taking.moment(order.ordered_at),
        "day": taking.day(order.ordered_at),
        "amount": order.amount,
        "product_id": product.pk if product else None,
        "seller_id": seller.pk if seller else None,
        "initiated_by": _BEGUN_BY.get(order.initiated_by.casefold(), ""),
        **{name: getattr(order, name) for name in DAYS},
        **{name: getattr(order, name)[:most] for name, most in _TEXTS.items()},
    }


def _save(
    orders: Sequence[WholeOrder], columns: Sequence[dict[str, Any]], found: dict[str, Order], taking: Taking
) -> list[Order]:
    made, changed, names, saved = [], [], set[str](), []
    relined = list[tuple[WholeOrder, Order]]()
    for row, values in zip(orders, columns, strict=True):
        order = found.get(_own_id(row))
        if order is None:
            order = Order(system=taking.system, external_id=_own_id(row), batch=taking.batch, **values)
            made.append(order)
            relined += [(row, order)] if row.parts else []
        elif differing := _differing(order, values):
            taking.days.add(order.day)
            taking.customers.add(order.customer_id)
            names |= set(taking.change(order, differing))
            changed.append(order)
            relined += [(row, order)] if row.parts else []
        else:
            taking.told.unchanged += 1
        saved.append(order)
    Order.objects.bulk_create(made)
    update_rows(changed, names)
    _write_lines(relined, taking)
    taking.told.created += len(made)
    taking.told.updated += len(changed)
    # Only what was ordered, paid or delivered of late opens a hand-off; asking of years takes longest of all.
    since = timezone.localdate() - timedelta(days=RECENT)
    for order in (*made, *changed):
        taking.orders += [order.pk] if _latest(order) >= since else []
        taking.days.add(order.day)
        taking.customers.add(order.customer_id)
    return saved


def _latest(order: Order) -> date:
    days: list[date] = [each for each in (order.day, *(getattr(order, name) for name in DAYS)) if each]
    return max(days)


def _differing(order: Order, values: dict[str, Any]) -> dict[str, Any]:
    # A file that says nothing of something does not take it away.
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "") and value != getattr(order, name)
    }


def _write_lines(orders: Sequence[tuple[WholeOrder, Order]], taking: Taking) -> None:
    OrderLine.objects.filter(order__in=[order.pk for _, order in orders]).delete()
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order, product=taking.product(part.product), name=part.product[:300], amount=part.amount
        )
        for row, order in orders
        for part in row.parts
    )


def _own(orders: Sequence[WholeOrder], whose: Sequence[Customer], taking: Taking) -> list[Customer]:
    """Give customers without an owner to the seller of their latest order, and note what they buy.

    Returns
    -------
    list of Customer
        Those who were known already and are changed; those to be made are changed too.
    """
    latest: dict[int, tuple[WholeOrder, Customer]] = {}
    for order, customer in zip(orders, whose, strict=True):
        known = latest.get(id(customer))
        if known is None or order.ordered_at >= known[0].ordered_at:
            latest[id(customer)] = order, customer
    changed = []
    for order, customer in latest.values():
        values = _owned_by(order, customer, taking)
        if customer.pk is None:
            for name, value in values.items():
                setattr(customer, name, value)
        elif taking.change(customer, values):
            changed.append(customer)
    return changed


def _owned_by(order: WholeOrder, customer: Customer, taking: Taking) -> dict[str, Any]:
    seller, product = taking.seller(order.seller), taking.product(order.product)
    values: dict[str, Any] = {}
    if customer.erased_at is not None:
        return values
    if seller is not None and seller.is_active and seller.role in _SELLERS:
        if customer.owner_id is None:
            values["owner_id"] = seller.pk
        if customer.hunter_id is None and seller.role == Role.HUNTER:
            values["hunter_id"] = seller.pk
    if product is not None and customer.product_id is None:
        values["product_id"] = product.pk
    return values
