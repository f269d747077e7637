"""The person's own rows: what names them goes, what is counted stays with nobody's name."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from perennial.records.models import (
    Consent,
    Contact,
    Customer,
    ExternalId,
    HandOff,
    ImportChange,
    Lead,
    LeaveReason,
    Merge,
    Mistake,
    Note,
    Notice,
    OutboxMessage,
    PlannedTouch,
    Promise,
    Touch,
)
from perennial.records.operations.erase_orders import make_nameless
from perennial.records.operations.erase_traces import Traces
from perennial.records.operations.forecast_rows import UNSAID
from perennial.records.operations.index_search import forget

__all__ = ["erase_rows"]

_OPEN, _MESSAGE = PlannedTouch.State.OPEN, OutboxMessage.State


def erase_rows(traces: Traces, at: datetime) -> Mapping[str, int]:
    """Erase the rows of one person, inside a transaction; gives how many of each kind."""
    ids = traces.customer_ids
    erased = {
        "records": len(ids),
        "contacts": _gone(Contact.objects.filter(customer__in=ids)),
        "ids": _gone(ExternalId.objects.filter(customer__in=ids)),
        "consents": _gone(Consent.objects.filter(customer__in=ids)),
        "notes": _gone(Note.objects.filter(customer__in=ids)),
        "texts": _blank_texts(ids),
        "messages": _blank_messages(ids),
        "planned": _gone(PlannedTouch.objects.filter(customer__in=ids, state=_OPEN)),
        "promises": _gone(Promise.objects.filter(customer__in=ids)),
        "history": _history(traces),
        "orders_kept": make_nameless(ids),
    }
    Customer.tags.through.objects.filter(customer_id__in=ids).delete()
    forget(ids)
    Customer.objects.filter(pk__in=ids).update(
        **UNSAID, name="", tax_id="", address="", paid_until=None, erased_at=at, updated_at=at
    )
    return erased


def _blank_texts(ids: tuple[int, ...]) -> int:
    """Empty what was written down of them; that there was a touch, a mistake, a reason stays."""
    blanked = 0
    for model, column in (
        (Touch, "text"),
        (Mistake, "text"),
        (LeaveReason, "text"),
        (HandOff, "note"),
        (Lead, "lost_reason"),
        (Lead, "next_action"),
        (PlannedTouch, "offer"),
    ):
        rows = model._default_manager.filter(customer__in=ids).exclude(**{column: ""})  # noqa: SLF001 - public
        blanked += rows.update(**{column: ""})
    PlannedTouch.objects.filter(customer__in=ids).update(reason={})
    Lead.objects.filter(customer__in=ids).update(
        external_id=None, closed_at=Coalesce("closed_at", Value(timezone.now()))
    )
    return blanked


def _blank_messages(ids: tuple[int, ...]) -> int:
    """Empty messages and cancel those that wait; that one was sent, when and to what end stays."""
    messages = OutboxMessage.objects.filter(customer__in=ids)
    waiting = messages.filter(state__in=(_MESSAGE.WAITING, _MESSAGE.FAILED, _MESSAGE.SENDING))
    waiting.update(state=_MESSAGE.CANCELLED, last_error="erased")
    return messages.exclude(address="", subject="", text="", html="").update(
        address="", subject="", text="", html=""
    )


def _history(traces: Traces) -> int:
    """Delete what remembers earlier names and addresses."""
    ids = traces.customer_ids
    changes = Q(model__iexact="customer", object_id__in=ids)
    changes |= Q(model__iexact="contact", object_id__in=traces.contact_ids)
    notices = Q(pk__in=[])
    for pk in ids:
        notices |= Q(url__contains=f"/customers/{pk}/")
    return sum(
        map(
            _gone,
            (
                Customer.history.filter(id__in=ids),
                ImportChange.objects.filter(changes),
                Merge.objects.filter(Q(kept__in=ids) | Q(other__in=ids)),
                Notice.objects.filter(notices),
            ),
        )
    )


def _gone(rows: QuerySet) -> int:  # type: ignore[type-arg]  # of any model
    return rows.delete()[0]
