"""Everything that is known of a customer, for themselves: plain values that become a file."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from perennial.pictures.words import Words
from perennial.records.models import AuditEntry, Business, Customer, Import
from perennial.records.operations.audit import note_act
from perennial.records.queries.forecast_words import forecast_words
from perennial.records.queries.stored_message import message_from_json

__all__ = ["person_file"]

_FORECAST = (
    "stage",
    "purchases",
    "usual_gap",
    "p_alive",
    "return_probability",
    "next_order_early",
    "next_order_likely",
    "next_order_late",
    "churn_date",
    "churn_early",
    "churn_late",
    "offer_from",
    "offer_until",
    "expected_orders_90",
    "expected_orders_365",
    "p_order_28",
    "chance_because",
    "value_at_risk",
    "forecast_as_of",
)
#: Parts that are rows: the related name, the columns, and the column by which they are ordered.
_PARTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "contacts": (("kind", "value", "person", "is_main", "wrong_since"), "id"),
    "external_ids": (("system", "value"), "id"),
    "consents": (("channel", "purpose", "given", "at", "basis"), "id"),
    "leads": (
        (
            "source",
            "product",
            "lead_step",
            "hunter",
            "entered_at",
            "first_answer_at",
            "next_action",
            "next_on",
            "closed_at",
            "lost_reason",
        ),
        "id",
    ),
    "orders": (
        (
            "external_id",
            "ordered_at",
            "amount",
            "currency",
            "status",
            "product",
            "category",
            "channel",
            "seller",
            "initiated_by",
            "contract_id",
            "paid_on",
            "fully_paid_on",
            "delivered_on",
        ),
        "ordered_at",
    ),
    "touches": (
        ("happened_at", "seller", "play", "channel", "direction", "minutes", "outcome", "text", "undone_at"),
        "happened_at",
    ),
    "messages": (
        ("created_at", "channel", "purpose", "address", "subject", "text", "state", "sent_at"),
        "created_at",
    ),
    "notes": (("at", "author", "text"), "at"),
    "mistakes": (("at", "by", "kind", "text", "cost", "solved_at"), "at"),
    "leave_reasons": (("at", "by", "reason", "text", "undone_at"), "at"),
    "promises": (("made_at", "made_by", "day", "undone_at"), "made_at"),
    "handoffs": (("opened_at", "hunter", "farmer", "note", "state", "accepted_at"), "opened_at"),
    "owner_changes": (("at", "old", "new", "why"), "at"),
    "forecast_changes": (("at", "as_of", "cause", "old", "new", "stage"), "at"),
    "lots": (("assigned_on", "until", "trial", "arm", "touched_on"), "assigned_on"),
    "planned": (("day", "seller", "play", "offer", "offer_from", "offer_until", "state"), "day"),
}


def person_file(by: Any, customer: Customer, language: str) -> dict[str, Any]:
    """Gather all that is known of a customer, and note that it was given out.

    Parameters
    ----------
    language
        Of the sentences: ``en`` or ``ru``. Columns keep their names, moments are ISO 8601.

    Returns
    -------
    dict
        JSON throughout: parts by name, rows as columns by name.
    """
    words = Words(language, Business.current().currency or None)
    file: dict[str, Any] = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "about": _about(customer),
        **{name: _rows(customer, name) for name in _PARTS},
        "forecast": _forecast(customer, words),
        "products": list(customer.products),
        "earlier": _earlier(customer),
        "imports": _imports(customer),
        "log": _log(customer),
    }
    _add_lines(customer, file["orders"])
    _add_reasons(customer, file["planned"], words)
    note_act(by, "customer.person_file", customer, language=language)
    return file


def _about(customer: Customer) -> dict[str, Any]:
    names = ("name", "kind", "tax_id", "address", "source", "product", "owner", "hunter", "paid_until")
    return {
        "number": customer.pk,
        **_columns(customer, (*names, "objects_to_profiling", "created_at", "updated_at")),
        "tags": list(customer.tags.order_by("name").values_list("name", flat=True)),
        "merged_records": list(customer.merged.order_by("pk").values_list("pk", flat=True)),
    }


def _rows(customer: Customer, name: str) -> list[dict[str, Any]]:
    columns, order = _PARTS[name]
    rows = getattr(customer, name).order_by(order, "pk")
    links = [each for each in columns if rows.model._meta.get_field(each).is_relation]  # noqa: SLF001 - public
    return [_columns(row, columns) for row in rows.select_related(*links)]


def _add_lines(customer: Customer, orders: list[dict[str, Any]]) -> None:
    rows = customer.orders.order_by("ordered_at", "pk").prefetch_related("lines__product")
    for order, row in zip(orders, rows, strict=True):
        order["lines"] = [
            _columns(line, ("product", "name", "quantity", "amount")) for line in row.lines.all()
        ]


def _add_reasons(customer: Customer, planned: list[dict[str, Any]], words: Words) -> None:
    for line, row in zip(planned, customer.planned.order_by("day", "pk"), strict=True):
        line["reason"] = _said(row.reason, words)


def _forecast(customer: Customer, words: Words) -> dict[str, Any]:
    """Give what is expected of them, and the sentences that say on what this rests."""
    business = Business.current()
    said = forecast_words(
        customer,
        today=timezone.localdate(),
        return_horizon=business.return_horizon,
        offer_lead=business.offer_lead_days,
    )
    return {
        **_columns(customer, _FORECAST),
        "said": [words.say(each) for each in (said.threat, said.expected) if each is not None],
        "reasons": [words.say(each) for each in said.why],
    }


def _earlier(customer: Customer) -> list[dict[str, Any]]:
    rows = Customer.history.filter(id=customer.pk).order_by("history_date", "history_id")
    return [
        {"at": _plain(row.history_date), "name": row.name, "tax_id": row.tax_id, "address": row.address}
        for row in rows
    ]


def _imports(customer: Customer) -> list[dict[str, Any]]:
    ids = {customer.batch_id, *customer.orders.order_by().values_list("batch", flat=True).distinct()}
    rows = Import.objects.filter(pk__in=[pk for pk in ids if pk]).order_by("pk")
    return [_columns(row, ("file_name", "system", "kind", "basis", "created_at")) for row in rows]


def _log(customer: Customer) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(model="customer", object_id=customer.pk).select_related("actor")
    return [_columns(row, ("at", "actor", "act")) for row in rows.order_by("pk")]


def _columns(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value) if isinstance(value, Model) else value


def _said(reason: Any, words: Words) -> str:
    if not reason:
        return ""
    try:
        return words.say(message_from_json(reason))
    except (KeyError, TypeError, ValueError):  # a sentence of another version, whose facts have changed
        return ""
