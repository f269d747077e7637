"""What the API takes in: orders, leads, touches; each once, however often it is sent."""

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from ninja import Schema

from perennial.core.errors import UserError
from perennial.records.models import ApiToken, Customer, Lead
from perennial.records.operations.add_lead import give_to_hunters
from perennial.records.operations.add_note import add_note
from perennial.records.operations.after_import import ask_for_refresh
from perennial.records.operations.audit import note_act
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.take_leads import take_leads
from perennial.records.operations.take_orders import take_orders
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.take_touches import take_touches
from perennial.records.queries.visible import customers_for
from perennial.web.api.incoming import lead_row, order_of, person_of, touch_row
from perennial.web.api.once import answer_once
from perennial.web.api.problems import ReadOnlyStoreError
from perennial.web.api.router import router
from perennial.web.api.schemas import LeadIn, LeadOut, OrderIn, Taken, TouchIn, TouchOut
from perennial.web.api.tokens import require_scope

__all__: list[str] = []

_MOST = 1000


class OrdersIn(Schema):
    """Many orders at once, up to 1,000."""

    orders: list[OrderIn]


@router.post("/orders", response=Taken, summary="Make or change orders")
def write_orders(request: Any, sent: OrderIn | OrdersIn) -> Any:
    """Make orders, or change those that have their id; one, or many as `{"orders": [...]}`."""
    token = require_scope(request, "orders:write")
    if settings.CONFIG.store_url:
        raise ReadOnlyStoreError
    orders = sent.orders if isinstance(sent, OrdersIn) else [sent]
    return answer_once(request, token, lambda: _take_orders(token, orders))


@router.post("/leads", response=LeadOut, summary="Add a lead")
def write_lead(request: Any, sent: LeadIn) -> Any:
    """Add somebody who asked; who is known already stays one person.

    Without an owner it goes to the hunter of the product with the fewest open leads who is not away.
    """
    token = require_scope(request, "orders:write")
    return answer_once(request, token, lambda: _take_lead(token, sent))


@router.post("/touches", response=TouchOut, summary="Log a touch")
def write_touch(request: Any, sent: TouchIn) -> Any:
    """Log a touch that was done elsewhere."""
    token = require_scope(request, "orders:write")
    return answer_once(request, token, lambda: _take_touch(token, sent))


def _take_orders(token: ApiToken, orders: list[OrderIn]) -> dict[str, Any]:
    if len(orders) > _MOST:
        raise UserError("Send at most {most:number} orders at once.", most=_MOST)
    ids, told = [0] * len(orders), Taken(created=0, updated=0, unchanged=0, ids=[])
    for system in dict.fromkeys(order.system for order in orders):
        taking = Taking(system)
        # The last word on an order counts where it is sent twice in one request.
        last = {order.order_id: order for order in orders if order.system == system}
        people = [
            person_of(each.customer, each.customer_id, taking.business.phone_region) for each in last.values()
        ]
        _need_somebody(people)
        rows = [order_of(each, taking) for each in last.values()]
        saved = dict(zip(last, (row.pk for row in take_orders(rows, taking, people)), strict=True))
        for at, order in enumerate(orders):
            ids[at] = saved[order.order_id] if order.system == system else ids[at]
        told.created += taking.told.created
        told.updated += taking.told.updated
        told.unchanged += taking.told.unchanged
    note_act(token.user, "api.orders", token, created=told.created, updated=told.updated)
    if told.created or told.updated:
        ask_for_refresh(None)
    return {**told.model_dump(), "ids": ids}


def _need_somebody(people: list[Any]) -> None:
    if not all(each.own_id or each.name or each.phones or each.emails or each.tax_id for each in people):
        raise UserError("An order needs its customer: customer_id, or a name, phone, e-mail or tax number.")


def _take_lead(token: ApiToken, sent: LeadIn) -> dict[str, Any]:
    taking = Taking(sent.system)
    row = lead_row(sent, taking)
    if not (row["name"] or row["phone"] or row["email"]):
        raise UserError("A lead needs a name, a phone or an e-mail.")
    lead = take_leads([row], taking)[0]
    give_to_hunters([lead])
    if sent.value is not None:
        Lead.objects.filter(pk=lead.pk).update(value=sent.value)
    if sent.note.strip() and taking.told.created:
        add_note(token.user, lead.customer, sent.note)
    if lead.hunter_id is not None:
        plan_leads({lead.hunter_id})
    note_act(token.user, "api.lead", lead, created=taking.told.created)
    return {
        "id": lead.pk,
        "customer": lead.customer_id,
        "lead_step": lead.lead_step,
        "hunter": lead.hunter and lead.hunter.name,
        "entered_at": lead.entered_at.isoformat(),
        "is_new": bool(taking.told.created),
    }


def _take_touch(token: ApiToken, sent: TouchIn) -> dict[str, Any]:
    taking = Taking(sent.system)
    row = touch_row(sent, taking)
    if sent.customer is not None:
        customer: Customer = get_object_or_404(customers_for(token.user, "customer.touch"), pk=sent.customer)
        seller = taking.seller(sent.seller) or token.user
        touch = log_touch(
            seller=seller,
            customer=customer,
            key=sent.key,
            play=sent.play,
            channel=sent.channel,
            direction=sent.direction,
            minutes=sent.minutes,
            outcome=sent.outcome,
            text=sent.text,
            happened_at=taking.moment(row["happened_at"]),
        )
    else:
        saved = take_touches([row], taking)
        if not saved:
            raise UserError("there is no such customer; import customers first")
        touch = saved[0]
    note_act(token.user, "api.touch", touch)
    return {
        "id": touch.pk,
        "key": str(touch.key),
        "customer": touch.customer_id,
        "seller": touch.seller and touch.seller.name,
        "play": touch.play,
        "channel": touch.channel,
        "direction": touch.direction,
        "minutes": touch.minutes,
        "happened_at": touch.happened_at.isoformat(),
        "outcome": touch.outcome,
    }
