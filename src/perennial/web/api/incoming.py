"""What the API sends, as the rows that are taken in from files."""

from datetime import datetime
from typing import Any

from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phones
from perennial.ingest.contacts.tax_ids import normal_tax_id
from perennial.records.operations.match_people_person import Person
from perennial.records.operations.take_rows import Taking
from perennial.store.reading.whole_orders import OrderPart, WholeOrder
from perennial.web.api.schemas import LeadIn, OrderIn, PersonIn, TouchIn

__all__ = ["lead_row", "order_of", "person_of", "touch_row"]

_SAME = ("amount", "currency", "status", "category", "channel", "seller", "refund_of", "contract_id",
         "initiated_by", "paid_on", "fully_paid_on", "delivered_on")  # fmt: skip


def order_of(sent: OrderIn, taking: Taking) -> WholeOrder:
    """Give an order as it is taken in."""
    products = [line.product for line in sent.lines]
    return WholeOrder(
        row=0,
        order_id=sent.order_id,
        customer_id=sent.customer_id,
        ordered_at=clock(sent.ordered_at, taking),
        product=sent.product or next(iter(products), ""),
        parts=tuple(OrderPart(product=line.product, amount=line.amount) for line in sent.lines),
        **{name: getattr(sent, name) for name in _SAME},
    )


def person_of(sent: PersonIn | None, own_id: str, region: str) -> Person:
    """Give somebody with contacts in their one form; a contact that cannot be one is left out."""
    told = sent or PersonIn()
    email, tax_id = normal_email(told.email) if told.email else None, normal_tax_id(told.tax_id)
    return Person(
        own_id=own_id.strip(),
        name=" ".join(told.name.split()),
        phones=tuple(normal_phones(told.phone, region)) if told.phone else (),
        emails=(email,) if email else (),
        tax_id=tax_id or "",
        written=told.phone,
    )


def lead_row(sent: LeadIn, taking: Taking) -> dict[str, Any]:
    """Give a lead as a row of a file has it."""
    person = person_of(sent.person, "", taking.business.phone_region)
    return {
        "lead_id": sent.lead_id,
        "name": person.name,
        "phone": next(iter(person.phones), None),
        "other_phones": person.phones[1:],
        "written_phone": person.written,
        "email": next(iter(person.emails), None),
        "tax_id": person.tax_id,
        "source": sent.source,
        "product": sent.product,
        "lead_step": sent.lead_step,
        "entered_at": clock(sent.entered_at, taking) if sent.entered_at else None,
        "owner": sent.owner,
    }


def touch_row(sent: TouchIn, taking: Taking) -> dict[str, Any]:
    """Give a touch as a row of a file has it."""
    told = sent.model_dump(exclude={"system", "customer", "happened_at"})
    return {**told, "row": 0, "happened_at": clock(sent.happened_at, taking)}


def clock(moment: datetime, taking: Taking) -> datetime:
    """Give a moment on the clock of the business; one without an offset is on it already."""
    return moment if moment.tzinfo is None else moment.astimezone(taking.zone).replace(tzinfo=None)
