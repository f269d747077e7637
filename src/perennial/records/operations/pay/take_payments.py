"""Take payments in that another system tells of: each once under its own id, with the order it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Order, Payment, User
from perennial.records.operations.audit import note_acts
from perennial.records.operations.pay.write_soon import write_soon

__all__ = ["TakenPayments", "ToldPayment", "take_payments"]

_Key = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPayment:
    """Money that came for an order, under the ids that a system gives to both."""

    payment_id: str
    order_id: str
    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPayments:
    """The payments as they are kept now, in the order told, and how many were made, changed and neither."""

    payments: Sequence[Payment]
    created: int
    updated: int
    unchanged: int


@transaction.atomic
def take_payments(by: User, system: str, told: Sequence[ToldPayment]) -> TakenPayments:
    """Make payments, or change those known by their order and own id; doing it again changes nothing.

    The lines of pay follow in the background. Of a payment told twice at once the last word counts.

    Raises
    ------
    UserError
        An order is not known.
    """
    orders = _orders(system, told)
    last = {_key(each, orders): each for each in told}
    known = _known(orders)
    made = {key: _made(key, each) for key, each in last.items() if key not in known}
    changed = {
        key: _changed(known[key], each) for key, each in last.items() if _differs(known.get(key), each)
    }
    Payment.objects.bulk_create(made.values())
    Payment.objects.bulk_update(changed.values(), ["day", "amount"])
    touched = [*made.values(), *changed.values()]
    note_acts(by, "api.payment", [(each, _facts(each)) for each in touched])
    if touched:
        write_soon({order.customer_id for order in orders.values()})
    now = known | made
    return TakenPayments(
        payments=[now[_key(each, orders)] for each in told],
        created=len(made),
        updated=len(changed),
        unchanged=len(last) - len(made) - len(changed),
    )


def _orders(system: str, told: Sequence[ToldPayment]) -> dict[str, Order]:
    ids = {each.order_id for each in told}
    # Locked, so that a payment sent twice at one moment is made once.
    rows = Order.objects.select_for_update().filter(system=system, external_id__in=ids).order_by("pk")
    found = {order.external_id: order for order in rows}
    for each in told:
        if each.order_id not in found:
            raise UserError(
                "There is no order with the number {number}: send it first.", number=each.order_id
            )
    return found


def _known(orders: dict[str, Order]) -> dict[_Key, Payment]:
    rows = Payment.objects.filter(order__in=[order.pk for order in orders.values()]).exclude(external_id="")
    return {(row.order_id, row.external_id): row for row in rows}


def _key(told: ToldPayment, orders: dict[str, Order]) -> _Key:
    return orders[told.order_id].pk, told.payment_id


def _made(key: _Key, told: ToldPayment) -> Payment:
    return Payment(order_id=key[0], external_id=key[1], day=told.day, amount=told.amount)


def _differs(known: Payment | None, told: ToldPayment) -> bool:
    return known is not None and (known.day, known.amount) != (told.day, told.amount)


def _changed(known: Payment, told: ToldPayment) -> Payment:
    known.day, known.amount = told.day, told.amount
    return known


def _facts(payment: Payment) -> dict[str, object]:
    return {"order": payment.order_id, "amount": str(payment.amount), "day": payment.day.isoformat()}
