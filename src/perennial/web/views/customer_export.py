"""Take the list away as a file for spreadsheets and programs, row by row."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.flows.plan_file import harmless
from perennial.records.models import Customer
from perennial.records.operations.audit import note_act
from perennial.records.queries.customer_list import list_customers
from perennial.web.access import needs
from perennial.web.views.customer_list import asker_of

__all__ = ["export"]

_AT_ONCE = 1000
#: By this a spreadsheet knows the encoding.
_MARK = "\ufeff"

_PLAIN = (
    "name",
    "kind",
    "tax_id",
    "source",
    "stage",
    "purchases",
    "orders_count",
    "first_order_on",
    "last_order_on",
    "usual_gap",
    "spend_total",
    "next_order_early",
    "next_order_likely",
    "next_order_late",
    "offer_from",
    "offer_until",
    "churn_date",
    "churn_early",
    "churn_late",
    "return_probability",
    "expected_orders_365",
    "value_at_risk",
    "paid_until",
    "protected_until",
)
_HEADER = ("id", "customer_id", "owner", "hunter", "product", "phone", "email", "tags", *_PLAIN)


@needs("customer.export")
@require_safe
def export(request: HttpRequest) -> Any:
    """Stream every customer that the address asks for."""
    asked = dict(request.GET.lists())
    found = list_customers(asked, asker_of(request), "customer.export").customers
    note_act(request.user, "customer.export", filters=sorted(set(asked) - {"q"}))
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    name = f"customers-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(customers: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield _MARK + writer.writerow(_HEADER)
    rows = customers.select_related("owner", "hunter", "product").order_by("id")
    for customer in rows.prefetch_related("contacts", "external_ids", "tags").iterator(chunk_size=_AT_ONCE):
        yield writer.writerow([_cell(value) for value in _values(customer)])


def _values(customer: Customer) -> list[Any]:
    contacts = list(customer.contacts.all())
    return [
        customer.pk,
        next((each.value for each in customer.external_ids.all()), ""),
        customer.owner and customer.owner.name,
        customer.hunter and customer.hunter.name,
        customer.product and customer.product.name,
        *(_first(contacts, kind) for kind in ("phone", "email")),
        "; ".join(tag.name for tag in customer.tags.all()),
        *(getattr(customer, name) for name in _PLAIN),
    ]


def _first(contacts: list[Any], kind: str) -> str:
    return next((each.normal or each.value for each in contacts if each.kind == kind), "")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, Decimal | int):
        return str(value)
    return harmless(str(value))


class _Echo:
    """Gives each line back instead of writing it."""

    def write(self, line: str) -> str:
        return line
