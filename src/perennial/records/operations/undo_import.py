"""Take an import back: what it made goes, what it overwrote comes back, unless somebody changed it since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from perennial.core.errors import UserError
from perennial.records.models import (
    Business,
    Customer,
    HandOff,
    Import,
    ImportChange,
    Lead,
    LeaveReason,
    Mistake,
    Note,
    Order,
    OutboxMessage,
    Product,
    Touch,
    User,
)
from perennial.records.operations.after_import import ask_for_refresh
from perennial.records.operations.audit import note_act
from perennial.records.operations.close_leads import reopen_won
from perennial.records.operations.index_search import forget, index_search
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.take_rows import plain

__all__ = ["Undone", "may_undo", "undo_import"]

_AT_ONCE = 500
_NESTED = (Order, Touch, Note, Lead, HandOff, Mistake, LeaveReason, OutboxMessage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """How much went, came back, and stayed because it was changed or used since."""

    removed: int
    restored: int
    kept: int


def may_undo(batch: Import) -> bool:
    """Say whether what the import overwrote is still known."""
    begin = timezone.now() - timedelta(days=Business.current().keep_uploads_days)
    ended = batch.state in {Import.State.DONE, Import.State.FAILED} and bool(batch.position)
    return ended and batch.created_at >= begin


@transaction.atomic
def undo_import(import_id: int, by: User | None) -> Undone:
    """Undo an import; a second undo changes nothing.

    Raises
    ------
    UserError
        It is not done, or too old.
    """
    batch = Import.objects.select_for_update().get(pk=import_id)
    if batch.state == Import.State.UNDONE:
        return Undone(removed=0, restored=0, kept=0)
    if not may_undo(batch):
        raise UserError("This import cannot be undone any more.")
    days = set(Order.objects.filter(batch=batch).values_list("day", flat=True).distinct())
    concerned: set[int] = set()
    restored, kept = _restore(batch, concerned, days)
    removed = 0
    for rows in (
        _unchanged(Order, batch), _unchanged(Touch, batch), _unchanged(Lead, batch), _unused(batch)
    ):  # fmt: skip
        count, stay = _remove(rows, batch)
        removed, kept = removed + count, kept + stay
    _remove_products(batch)
    batch.state, batch.undone_at = Import.State.UNDONE, timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    index_search(sorted(concerned))
    if days:
        mark_dirty(sorted(days))
    note_act(by, "import.undo", batch, removed=removed, restored=restored, kept=kept)
    ask_for_refresh(by)
    return Undone(removed=removed, restored=restored, kept=kept)


def _restore(batch: Import, concerned: set[int], days: set[Any]) -> tuple[int, int]:
    restored = kept = 0
    for change in batch.changes.order_by("-id").iterator(chunk_size=_AT_ONCE):
        model = apps.get_model("records", change.model)
        row = model._default_manager.filter(pk=change.object_id).first()  # noqa: SLF001 - Django's public way
        if row is None or model is Product:
            continue
        if not change.before:
            if hasattr(row, "customer_id"):
                concerned.add(row.customer_id)
            row.delete()
            continue
        back, stay = _put_back(row, change.before)
        restored, kept = restored + back, kept + stay
        if isinstance(row, Customer):
            concerned.add(row.pk)
        if isinstance(row, Order):
            days |= {row.day, *filter(None, [parse_date(str(change.before["was"].get("day", "")))])}
    return restored, kept


def _put_back(row: Any, before: dict[str, dict[str, Any]]) -> tuple[int, int]:
    """Give columns their old values where they still hold what the import wrote."""
    same = [name for name, value in before["set"].items() if plain(getattr(row, name)) == value]
    for name in same:
        setattr(row, name, _typed(row, name, before["was"][name]))
    if same:
        row.save(update_fields=same)
    return (1, 0) if len(same) == len(before["set"]) else (0, 1)


def _typed(row: Model, name: str, value: Any) -> Any:
    field: Any = row._meta.get_field(name)  # noqa: SLF001 - Django's public way
    kind = field.get_internal_type()
    if value is None or kind == "ForeignKey":
        return value
    if kind == "DateField":
        return parse_date(value)
    return parse_datetime(value) if kind == "DateTimeField" else field.to_python(value)


def _unchanged(model: type[Model], batch: Import) -> QuerySet[Any]:
    """Give what the import made and no later one changed."""
    name = model._meta.model_name  # noqa: SLF001 - Django's public way
    later = ImportChange.objects.filter(
        model=name, object_id=OuterRef("pk"), batch__gt=batch.pk, batch__state=Import.State.DONE
    )
    return model._default_manager.filter(~Exists(later), batch=batch)  # noqa: SLF001


def _unused(batch: Import) -> QuerySet[Any]:
    """Give the customers whom the import made and of whom nobody knows anything else."""
    used: Any = Q()
    for model in _NESTED:
        used |= Exists(model._default_manager.filter(customer=OuterRef("pk")))  # noqa: SLF001
    edited = Customer.history.filter(id=OuterRef("pk"))
    return _unchanged(Customer, batch).filter(~used, ~Exists(edited), merged_into__isnull=True)


def _remove(rows: QuerySet[Any], batch: Import) -> tuple[int, int]:
    made = rows.model._default_manager.filter(batch=batch).count()  # noqa: SLF001 - Django's public way
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for chunk in _chunks(ids):
        if rows.model is Customer:
            forget(chunk)
        if rows.model is Order:
            reopen_won(chunk)
        rows.model._default_manager.filter(pk__in=chunk).delete()  # noqa: SLF001
    return len(ids), made - len(ids)


def _remove_products(batch: Import) -> None:
    """Remove products that came by this import and that nothing names any more."""
    made = ImportChange.objects.filter(batch=batch, model="product", before={})
    Product.objects.filter(
        pk__in=list(made.values_list("object_id", flat=True)),
        order__isnull=True,
        customer__isnull=True,
        lead__isnull=True,
        orderline__isnull=True,
        sellers__isnull=True,
    ).delete()


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield ids[begin : begin + _AT_ONCE]
