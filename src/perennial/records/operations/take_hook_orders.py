"""Orders as shops tell them in webhooks, under the ids that the shops' exports give them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phones
from perennial.records.operations.match_people_person import Person
from perennial.records.operations.take_rows import Taking
from perennial.store.reading.whole_orders import OrderPart, WholeOrder, refund_id

__all__ = ["shopify_orders", "woocommerce_orders"]

Told = list[tuple[WholeOrder, Person]]
_Json = Mapping[str, Any]
#: What Shopify calls orders whose money came in whole, whatever became of it later.
_PAID = frozenset({"paid", "partially_refunded", "refunded"})
_YEARS = range(1900, 2200)
_TOO_MUCH = Decimal(10) ** 12  # no money of one order; sums of what is less can be kept to the cent


def shopify_orders(topic: str, said: _Json, taking: Taking) -> Told:
    """Read an order of Shopify, known by its name ("#1001") and its customer by e-mail, as in exports."""
    number, at = _text(said.get("name")), _moment(said.get("created_at"), taking)
    if not topic.startswith("orders/") or not number or at is None:
        return []
    customer = _map(said.get("customer"))
    address = _map(said.get("billing_address") or said.get("shipping_address"))
    email = _text(said.get("email"), said.get("contact_email"), customer.get("email"))
    phone = _text(said.get("phone"), customer.get("phone"), address.get("phone"))
    name = _full_name(customer) or _text(address.get("name"))
    person = _person(email or phone or _text(customer.get("id")), name, email, phone, taking)
    cancelled = topic == "orders/delete" or said.get("cancelled_at")
    order = WholeOrder(
        row=0,
        order_id=number,
        customer_id=person.own_id,
        ordered_at=at,
        amount=_money(said.get("total_price")),
        currency=_text(said.get("currency"))[:3],
        status="cancelled" if cancelled else _text(said.get("financial_status")),
        channel=_text(said.get("source_name")),
        **_shopify_days(topic, said, taking),
        **_lines(said.get("line_items"), "title", "price"),
    )
    refunds = [
        _money(each.get("amount"))
        for refund in said.get("refunds") or []
        for each in refund.get("transactions") or []
        if each.get("kind") == "refund" and each.get("status") in {"success", None}
    ]
    return _with_refund(order, person, sum((each for each in refunds if each), Decimal(0)))


def woocommerce_orders(topic: str, said: _Json, taking: Taking) -> Told:
    """Read an order of WooCommerce, known by its number and its customer by e-mail, as in exports."""
    number = _text(said.get("number"), said.get("id"))
    at = _moment(said.get("date_created_gmt"), taking, utc=True) or _moment(said.get("date_created"), taking)
    if not number or at is None:
        return []
    billing = _map(said.get("billing"))
    email, phone = _text(billing.get("email")), _text(billing.get("phone"))
    own_id = email or _text(said.get("customer_id") or "") or phone
    name = _text(billing.get("company")) or _full_name(billing)
    person = _person(own_id, name, email, phone, taking)
    order = WholeOrder(
        row=0,
        order_id=number,
        customer_id=person.own_id,
        ordered_at=at,
        amount=_money(said.get("total")),
        currency=_text(said.get("currency"))[:3],
        status="cancelled" if topic == "order.deleted" else _text(said.get("status")),
        channel=_text(said.get("created_via")),
        fully_paid_on=_day(said, ("date_paid_gmt", "date_paid"), taking),
        delivered_on=_day(said, ("date_completed_gmt", "date_completed"), taking),
        **_lines(said.get("line_items"), "name", "total"),
    )
    refunds = [_money(each.get("total")) or Decimal(0) for each in said.get("refunds") or []]
    return _with_refund(order, person, abs(sum(refunds, Decimal(0))))


def _shopify_days(topic: str, said: _Json, taking: Taking) -> dict[str, Any]:
    """Tell when money and goods went over; of payments an event says only that they have come by now."""
    status = _text(said.get("financial_status"))
    by_now = ("created_at",) if topic == "orders/create" else ("updated_at", "created_at")
    sent = [_moment(_map(each).get("created_at"), taking) for each in said.get("fulfillments") or []]
    is_sent = _text(said.get("fulfillment_status")) == "fulfilled"
    return {
        "paid_on": _day(said, by_now, taking) if status == "partially_paid" else None,
        "fully_paid_on": _day(said, by_now, taking) if status in _PAID else None,
        "delivered_on": max((each.date() for each in sent if each), default=None) if is_sent else None,
    }


def _with_refund(order: WholeOrder, person: Person, refunded: Decimal) -> Told:
    told, amount = [(order, person)], _money(refunded)
    if amount:
        refund = WholeOrder(
            row=0,
            order_id=refund_id(order.order_id),
            customer_id=order.customer_id,
            ordered_at=order.ordered_at,
            amount=-amount,
            currency=order.currency,
            status=order.status,
            refund_of=order.order_id,
        )
        told.append((refund, person))
    return told


def _lines(items: Any, name: str, price: str) -> dict[str, Any]:
    lines = [_map(each) for each in items or []]
    parts = []
    for line in lines:
        amount = _money(line.get(price))
        many = int(line.get("quantity") or 1) if price == "price" else 1
        parts.append(
            OrderPart(product=_text(line.get(name)), amount=None if amount is None else _money(amount * many))
        )
    first = parts[0].product if parts else ""
    return {"product": first, "parts": tuple(parts) if len(parts) > 1 else ()}


def _person(own_id: str, name: str, email: str, phone: str, taking: Taking) -> Person:
    normal = normal_email(email) if email else None
    return Person(
        own_id=own_id.casefold() if "@" in own_id else own_id,
        name=name,
        phones=tuple(normal_phones(phone, taking.business.phone_region)) if phone else (),
        emails=(normal,) if normal else (),
        written=phone,
    )


def _full_name(said: _Json) -> str:
    return " ".join(filter(None, (_text(said.get("first_name")), _text(said.get("last_name")))))


def _moment(said: Any, taking: Taking, *, utc: bool = False) -> datetime | None:
    """Give a moment on the clock of the business; None where it is no moment at which anything was sold."""
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC).astimezone(taking.zone).replace(tzinfo=None) if utc else moment
    return moment.astimezone(taking.zone).replace(tzinfo=None)


def _day(said: _Json, names: tuple[str, ...], taking: Taking) -> date | None:
    """Give the first day that is told; names of moments in UTC end so."""
    moments = (_moment(said.get(name), taking, utc=name.endswith("_gmt")) for name in names)
    return next((each.date() for each in moments if each is not None), None)


def _money(said: Any) -> Decimal | None:
    try:
        found = Decimal(str(said)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < _TOO_MUCH else None


def _text(*said: Any) -> str:
    """Give the first that says something; what is neither text nor number is no name, number or address."""
    texts = (" ".join(str(each).split()) for each in said if isinstance(each, str | int | float))
    return next(filter(None, texts), "")


def _map(said: Any) -> _Json:
    return said if isinstance(said, dict) else {}
