"""Say which sellers share an order, and what money came for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Order, OrderShare, Payment, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.pay.write_soon import write_now

__all__ = ["add_payment", "remove_payment", "share_order"]


def share_order(by: User, order: Order, shares: Mapping[User, Decimal]) -> None:
    """Set who shares an order, together all of it; nobody where empty.

    Raises
    ------
    UserError
        They do not add up to 1, or somebody has nothing of it.
    """
    if shares and (sum(shares.values()) != 1 or min(shares.values()) <= 0):
        raise UserError("The shares have to add up to 100%, and each has to be above 0.")
    with transaction.atomic():
        order.shares.all().delete()
        OrderShare.objects.bulk_create(
            OrderShare(order=order, seller=seller, share=share) for seller, share in shares.items()
        )
        told = {str(seller.pk): str(share) for seller, share in shares.items()}
        note_act(by, "pay.shares", order, shares=told)
    write_now([order.customer_id])


def add_payment(
    by: User | None, order: Order, amount: Decimal, day: date, *, external_id: str = ""
) -> Payment:
    """Note money that came for an order; one with the id of another system is noted once.

    Raises
    ------
    UserError
        It is not above zero, or has finer digits than hundredths.
    """
    if amount <= 0 or amount != round(amount, 2):
        raise UserError("A payment is above zero, with at most two digits after the point.")
    with transaction.atomic():
        known = order.payments.filter(external_id=external_id).first() if external_id else None
        if known is not None:
            return known
        payment = Payment.objects.create(order=order, amount=amount, day=day, external_id=external_id)
        note_act(by, "pay.payment", payment, order=order.pk, amount=str(amount))
    write_now([order.customer_id])
    return payment


def remove_payment(by: User, payment: Payment) -> None:
    """Take back that money came; what was paid for it is taken back by a line of its own."""
    customer = payment.order.customer_id
    with transaction.atomic():
        note_act(by, "pay.payment.remove", payment, order=payment.order_id, amount=str(payment.amount))
        payment.delete()
    write_now([customer])
