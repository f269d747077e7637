"""Texts that stand with others and mention the person: the mention goes, the rest stays."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import CharField, Field, JSONField, Model, Q, QuerySet, TextField

from perennial.records.models import (
    Business,
    Contact,
    Customer,
    Department,
    Erasure,
    ExternalId,
    Order,
    OrderLine,
    PayLine,
    Product,
    SearchText,
    Suppression,
    Tag,
    User,
)
from perennial.records.operations.erase_traces import Traces
from perennial.records.queries.suppression import digest_of

__all__ = ["erase_mentions", "forget_sessions"]

_REDACTED = "***"
#: What others are called and how they are reached is theirs; the house's own words name no customer.
_OTHERS = frozenset(
    {
        Business,
        Contact,
        Customer,
        Customer.history.model,
        Business.history.model,
        Department,
        Erasure,
        ExternalId,
        PayLine,  # it holds keys and figures alone, and cannot be changed
        Product,
        SearchText,
        Session,
        Suppression,
        Tag,
        User,
    }
)
_APPS = frozenset({"records", "admin", "django_tasks_database", "django_tasks_db"})


def erase_mentions(traces: Traces) -> int:
    """Take the person out of every text in the database that is not their own; gives the rows changed.

    What stands in their orders goes by all that tells who it is; in texts of others a name that
    others have too may mean those others, and stays.
    """
    own, pattern = traces.everywhere(), traces.elsewhere()
    ids = traces.customer_ids
    changed = 0
    if own is not None:
        changed += _clean(Order.objects.filter(customer__in=ids), own)
        changed += _clean(OrderLine.objects.filter(order__customer__in=ids), own)
    if pattern is not None:
        changed += sum(_clean(_rows_of_others(model, ids), pattern) for model in _models())
    return changed


def forget_sessions(traces: Traces) -> int:
    """End the sessions that remember the person, and empty the cache; gives how many sessions."""
    cache.clear()
    pattern, ended = traces.everywhere(), 0
    if pattern is not None:
        for session in Session.objects.iterator():
            if pattern.search(str(session.get_decoded())):
                session.delete()
                ended += 1
    return ended


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model not in _OTHERS and model._meta.app_label in _APPS:  # noqa: SLF001 - Django's public way
            yield model


def _rows_of_others(model: type[Model], ids: tuple[int, ...]) -> QuerySet[Any]:
    rows = model._default_manager.all()  # noqa: SLF001 - Django's public way
    has_customer = any(each.name == "customer" for each in model._meta.concrete_fields)  # noqa: SLF001
    return rows.exclude(customer__in=ids) if has_customer else rows


def _clean(rows: QuerySet[Any], pattern: re.Pattern[str]) -> int:
    model = rows.model
    fields = [each for each in model._meta.concrete_fields if _is_text(each)]  # noqa: SLF001
    if not fields:
        return 0
    something = Q()
    for each in fields:
        something |= ~Q(**{each.attname: {} if isinstance(each, JSONField) else ""})
    changed = 0
    found = rows.filter(something).order_by().values_list("pk", *(each.attname for each in fields))
    for pk, *values in found.iterator():
        cleaned = {
            each.attname: new
            for each, value in zip(fields, values, strict=True)
            if (new := _without(value, pattern, is_key=_is_key(model, each))) != value
        }
        if cleaned:
            model._default_manager.filter(pk=pk).update(**cleaned)  # noqa: SLF001
            changed += 1
    return changed


def _without(value: Any, pattern: re.Pattern[str], *, is_key: bool = False) -> Any:
    """Write a text, or JSON of any depth, without the person."""
    if isinstance(value, str):
        if not pattern.search(value):
            return value
        return digest_of(value)[:32] if is_key else pattern.sub(_REDACTED, value)
    if isinstance(value, list):
        return [_without(each, pattern) for each in value]
    if isinstance(value, dict):
        return {_without(name, pattern): _without(each, pattern) for name, each in value.items()}
    return value


def _is_text(column: Field[Any, Any]) -> bool:
    is_text = isinstance(column, CharField | TextField | JSONField)
    return is_text and not column.choices and not column.primary_key


def _is_key(model: type[Model], column: Field[Any, Any]) -> bool:
    """Say whether two rows may not hold the same, so that the text is replaced by a hash of its own."""
    together = (each.fields for each in model._meta.total_unique_constraints)  # noqa: SLF001
    return column.unique or any(column.name in names for names in together)
