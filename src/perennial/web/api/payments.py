"""Money that came for orders, as another system tells it."""

from typing import Any

from django.conf import settings
from ninja import Schema

from perennial.core.errors import UserError
from perennial.records.models import ApiToken
from perennial.records.operations.pay.take_payments import ToldPayment, take_payments
from perennial.web.api.once import answer_once
from perennial.web.api.problems import ReadOnlyStoreError
from perennial.web.api.router import router
from perennial.web.api.schemas import PaymentIn, Taken
from perennial.web.api.tokens import require_scope

__all__: list[str] = []

_MOST = 1000


class PaymentsIn(Schema):
    """Many payments at once, up to 1,000."""

    payments: list[PaymentIn]


@router.post("/payments", response=Taken, summary="Note payments of orders")
def write_payments(request: Any, sent: PaymentIn | PaymentsIn) -> Any:
    """Note money that came for orders, or change what is known under its `payment_id` and `order_id`.

    One, or many as `{"payments": [...]}`. With payments noted one by one, only what has come pays sellers.
    """
    token = require_scope(request, "orders:write")
    if settings.CONFIG.store_url:
        raise ReadOnlyStoreError
    payments = sent.payments if isinstance(sent, PaymentsIn) else [sent]
    return answer_once(request, token, lambda: _take(token, payments))


def _take(token: ApiToken, payments: list[PaymentIn]) -> dict[str, Any]:
    if len(payments) > _MOST:
        raise UserError("Send at most {most:number} payments at once.", most=_MOST)
    ids, told = [0] * len(payments), Taken(created=0, updated=0, unchanged=0, ids=[])
    for system in dict.fromkeys(each.system for each in payments):
        places = [at for at, each in enumerate(payments) if each.system == system]
        taken = take_payments(token.user, system, [_told(payments[at]) for at in places])
        for at, payment in zip(places, taken.payments, strict=True):
            ids[at] = payment.pk
        told.created += taken.created
        told.updated += taken.updated
        told.unchanged += taken.unchanged
    return {**told.model_dump(), "ids": ids}


def _told(sent: PaymentIn) -> ToldPayment:
    return ToldPayment(
        payment_id=sent.payment_id, order_id=sent.order_id, day=sent.paid_on, amount=sent.amount
    )
