"""The lists of the API: what the owner of the token may see."""

from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from pydantic import Field

from perennial.flows.refresh import read_summary, snapshot_folder
from perennial.records.models import Customer, Order, Product, Touch
from perennial.records.queries.figures import snapshots_folder
from perennial.records.queries.visible import customers_for
from perennial.web.api.paging import MOST, page_of
from perennial.web.api.router import router
from perennial.web.api.schemas import (
    CustomerOut,
    CustomerPage,
    ForecastOut,
    Number,
    OrderPage,
    ProductPage,
    TouchPage,
)
from perennial.web.api.tokens import require_scope

__all__ = ["order_out", "touch_out"]

_Cursor = Annotated[str, Field(description="`next` of the page before", max_length=60)]
_Limit = Annotated[int, Field(ge=1, le=MOST)]
_Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
_FORECAST = tuple(name for name in ForecastOut.model_fields if name != "as_of")


@router.get("/customers", response=CustomerPage, summary="Customers")
def customers(
    request: Any, cursor: _Cursor = "", limit: _Limit = 100, system: _Text = "", customer_id: _Text = ""
) -> Any:
    """List customers; `customer_id` (and `system`) find who is known by that id elsewhere."""
    found = _customers(request)
    if customer_id:
        found = found.filter(external_ids__value=customer_id)
    if system:
        found = found.filter(external_ids__system=system).distinct()
    return page_of(found, cursor, limit, _customer)


@router.get("/customers/{pk}", response=CustomerOut, summary="One customer")
def customer(request: Any, pk: Number) -> Any:
    """Give one customer."""
    return _customer(get_object_or_404(_customers(request), pk=pk))


@router.get("/customers/{pk}/forecast", response=ForecastOut, summary="What is expected of a customer")
def forecast(request: Any, pk: Number) -> Any:
    """Give the forecast of the last refresh."""
    found = get_object_or_404(_customers(request), pk=pk)
    return {"as_of": found.forecast_as_of, **{name: getattr(found, name) for name in _FORECAST}}


@router.get("/orders", response=OrderPage, summary="Orders")
def orders(request: Any, cursor: _Cursor = "", limit: _Limit = 100, customer: Number = 0) -> Any:
    """List orders, of one customer where their number is given."""
    found = Order.objects.filter(customer__in=_seen(request)).select_related("product", "seller")
    return page_of(found.filter(customer=customer) if customer else found, cursor, limit, order_out)


@router.get("/touches", response=TouchPage, summary="Touches")
def touches(request: Any, cursor: _Cursor = "", limit: _Limit = 100, customer: Number = 0) -> Any:
    """List touches, of one customer where their number is given."""
    found = Touch.objects.filter(customer__in=_seen(request), undone_at__isnull=True).select_related("seller")
    return page_of(found.filter(customer=customer) if customer else found, cursor, limit, touch_out)


@router.get("/products", response=ProductPage, summary="Products")
def products(request: Any, cursor: _Cursor = "", limit: _Limit = 100) -> Any:
    """List products."""
    require_scope(request, "read")
    return page_of(Product.objects.all(), cursor, limit, lambda each: each)


@router.get("/figures", response=dict[str, Any], summary="Figures of the business")
def figures(request: Any) -> Any:
    """Give summary.json of the last refresh."""
    require_scope(request, "read")
    current = snapshot_folder(snapshots_folder())
    found = None if current is None else read_summary(current)
    if found is None:
        raise Http404
    return found


def order_out(order: Order) -> dict[str, Any]:
    """Write an order."""
    plain = ("id", "system", "ordered_at", "day", "amount", "currency", "status", "category", "channel",
             "refund_of", "contract_id", "initiated_by", "paid_on", "fully_paid_on",
             "delivered_on")  # fmt: skip
    return {
        **{name: getattr(order, name) for name in plain},
        "order_id": order.external_id,
        "customer": order.customer_id,
        "product": order.product and order.product.name,
        "seller": order.seller and order.seller.name,
    }


def touch_out(touch: Touch) -> dict[str, Any]:
    """Write a touch."""
    plain = ("id", "key", "play", "channel", "direction", "minutes", "happened_at", "outcome")
    return {
        **{name: getattr(touch, name) for name in plain},
        "customer": touch.customer_id,
        "seller": touch.seller and touch.seller.name,
    }


def _seen(request: Any) -> Any:
    token = require_scope(request, "read")
    return customers_for(token.user, "customer.see")


def _customers(request: Any) -> Any:
    seen = _seen(request).select_related("owner", "hunter", "product")
    return seen.prefetch_related("contacts", "external_ids")


def _customer(customer: Customer) -> dict[str, Any]:
    plain = ("id", "name", "kind", "tax_id", "source", "stage", "purchases", "churn_date", "value_at_risk",
             "paid_until")  # fmt: skip
    return {
        **{name: getattr(customer, name) for name in plain},
        "customer_ids": [
            {"system": each.system, "value": each.value} for each in customer.external_ids.all()
        ],
        "owner": customer.owner and customer.owner.name,
        "hunter": customer.hunter and customer.hunter.name,
        "product": customer.product and customer.product.name,
        "orders": customer.orders_count,
        "first_order": customer.first_order_on,
        "last_order": customer.last_order_on,
        "contacts": [
            {"kind": each.kind, "value": each.value, "normal": each.normal, "person": each.person}
            for each in customer.contacts.all()
        ],
    }
