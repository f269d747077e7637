"""Leads, touches and orders of the records as the columns that the events of a process are made from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db.models import CharField, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Substr
from django.utils.translation import pgettext
from numpy.typing import NDArray

from perennial.records.models import Lead, LeadMove, Order, Touch
from perennial.records.models.words import Channel, Direction
from perennial.records.queries.columns import MISSING, Kind, arrays_of
from perennial.store.duckdb.event_arrays import Columns, RecordColumns

__all__ = ["NO_EVENTS", "only_products", "read_records", "without_products"]

NO_EVENTS = RecordColumns()

_SECONDS = 19  # characters of a moment up to its seconds, as every database writes it
_LIVING = Q(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
_OF_LIVING = Q(lead__customer__erased_at__isnull=True, lead__customer__merged_into__isnull=True)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is read of one table: column of the events by column of the records, and which is the moment."""

    rows: "QuerySet[Any, Any]"
    moment: str
    columns: Mapping[str, tuple[str, Kind]]


def read_records() -> RecordColumns:
    """Read all leads with their steps, touches with customers, and orders; of nobody who was erased.

    Cases are customers by their number, sellers stand by their number too: names are no part of a process.
    """
    return RecordColumns(leads=_leads(), lead_steps=_lead_steps(), touches=_touches(), orders=_orders())


def only_products(records: RecordColumns, names: Collection[str]) -> RecordColumns:
    """Leave leads and orders of some products; touches stay."""
    return _narrowed(records, names, inside=True)


def without_products(records: RecordColumns, names: Collection[str]) -> RecordColumns:
    """Leave out leads and orders of some products; touches stay."""
    return _narrowed(records, names, inside=False) if names else records


def _narrowed(records: RecordColumns, names: Collection[str], *, inside: bool) -> RecordColumns:
    def left(columns: Columns) -> Columns:
        if not columns:
            return columns
        stays = np.isin(columns["product"].astype(str), sorted(names)) == inside
        return {name: values[stays] for name, values in columns.items()}

    return replace(
        records,
        leads=left(records.leads),
        lead_steps=left(records.lead_steps),
        orders=left(records.orders),
    )


def _leads() -> Columns:
    return _read(
        _Rows(
            Lead.objects.filter(_LIVING),
            "entered_at",
            {
                "case_id": ("customer_id", "number"),
                "source": ("source", "word"),
                "product": ("product__name", "word"),
                "resource": ("hunter_id", "number"),
            },
        ),
        "entered_at",
    )


def _lead_steps() -> Columns:
    """Read moves up to the end of a lead; where none were kept the last step, and losses by their day."""
    before_end = Q(lead__closed_at__isnull=True) | Q(at__lt=F("lead__closed_at"))
    moves = _Rows(
        LeadMove.objects.filter(_OF_LIVING & before_end).exclude(step=""),
        "at",
        {
            "case_id": ("lead__customer_id", "number"),
            "lead_step": ("step", "word"),
            "product": ("lead__product__name", "word"),
            "resource": ("lead__hunter_id", "number"),
        },
    )
    of_lead: dict[str, tuple[str, Kind]] = {
        "case_id": ("customer_id", "number"),
        "product": ("product__name", "word"),
        "resource": ("hunter_id", "number"),
    }
    still = Q(closed_at__isnull=True) | Q(step_since__lt=F("closed_at"))
    unmoved = Lead.objects.filter(_LIVING & still, moves__isnull=True).exclude(lead_step="")
    steps = _Rows(unmoved, "step_since", {**of_lead, "lead_step": ("lead_step", "word")})
    gone = Lead.objects.filter(_LIVING, closed_at__isnull=False, won_order__isnull=True)
    lost = _read(
        _Rows(gone.filter(customer__first_order_on__isnull=True), "closed_at", of_lead), "reached_at"
    )
    name = pgettext("lead step", "lost")
    lost = {**lost, "lead_step": np.full(len(lost["case_id"]), name, dtype=object)}
    return _joined([_read(moves, "reached_at"), _read(steps, "reached_at"), lost])


def _touches() -> Columns:
    rows = Touch.objects.filter(_LIVING, customer__isnull=False, undone_at__isnull=True)
    found = _read(
        _Rows(
            rows,
            "happened_at",
            {
                "case_id": ("customer_id", "number"),
                "channel": ("channel", "word"),
                "resource": ("seller_id", "number"),
                "is_ours": ("direction", "word"),
            },
        ),
        "happened_at",
    )
    names = {channel.value: str(channel.label) for channel in Channel}
    channels = np.array([names.get(each, each) for each in found["channel"].tolist()], dtype=object)
    return {**found, "channel": channels, "is_ours": found["is_ours"] == Direction.OUT.value}


def _orders() -> Columns:
    return _read(
        _Rows(
            Order.objects.filter(_LIVING, refund_of=""),
            "ordered_at",
            {
                "case_id": ("customer_id", "number"),
                "source": ("customer__source", "word"),
                "product": ("product__name", "word"),
                "channel": ("channel", "word"),
                "resource": ("seller_id", "number"),
                "owner": ("customer__owner_id", "number"),
                "amount": ("amount", "amount"),
            },
        ),
        "ordered_at",
    )


def _read(asked: _Rows, moment: str) -> dict[str, NDArray[Any]]:
    """Read rows in the order of their keys, which is that of the events of one moment."""
    text = Substr(Cast(asked.moment, TextField()), 1, _SECONDS, output_field=CharField())
    columns = dict(asked.columns.values())
    rows = asked.rows.order_by("pk").annotate(written=text)
    *found, written = arrays_of(rows, {**columns, "written": "word"})
    by_column = dict(zip(columns, found, strict=True))
    made = {
        name: by_column[of] if name == "case_id" else _cells(by_column[of], kind)
        for name, (of, kind) in asked.columns.items()
    }
    return {**made, moment: np.array(written, dtype="datetime64[s]")}


def _cells(values: NDArray[Any], kind: Kind) -> NDArray[Any]:
    """Give words and numbers as texts, None where there is none."""
    if kind == "amount":
        return values
    missing = MISSING if kind == "number" else ""
    return np.array(
        [None if each is None or each == missing else str(each) for each in values.tolist()], dtype=object
    )


def _joined(parts: list[Columns]) -> Columns:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
