"""All that happened with a customer, newest first, a page at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from perennial.records.models import Customer

__all__ = ["KINDS", "TIMELINE_PAGE", "Entry", "Timeline", "timeline_of"]

TIMELINE_PAGE = 30
_BETWEEN = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened: its kind, its moment and its record."""

    kind: str
    at: datetime
    record: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A page of entries, and the key of what is older; empty where nothing is."""

    entries: list[Entry]
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    rows: Callable[[Customer], QuerySet[Any]]
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    at: datetime
    rank: int
    pk: int


def timeline_of(
    customer: Customer, *, kind: str = "", older_than: str = "", size: int = TIMELINE_PAGE
) -> Timeline:
    """Give a page of what happened, in a fixed number of queries.

    Parameters
    ----------
    kind
        One of `KINDS`; anything else gives them all.
    older_than
        The key that the page before gave.
    """
    key = _read(older_than)
    ranks = [KINDS.index(kind)] if kind in KINDS else range(len(KINDS))
    entries = [entry for rank in ranks for entry in _newest(customer, rank, key, size + 1)]
    entries.sort(key=lambda entry: (entry.at, -KINDS.index(entry.kind), entry.record.pk), reverse=True)
    shown = entries[:size]
    return Timeline(entries=shown, older=_write(shown[-1]) if len(entries) > size else "")


def _newest(customer: Customer, rank: int, key: _Key | None, most: int) -> list[Entry]:
    source = _SOURCES[KINDS[rank]]
    rows = source.rows(customer).order_by(f"-{source.at}", "-pk")
    if key is not None:
        rows = rows.filter(_older(source.at, rank, key))
    return [Entry(kind=KINDS[rank], at=getattr(row, source.at), record=row) for row in rows[:most]]


def _older(column: str, rank: int, key: _Key) -> Q:
    """Of one moment, kinds come in their order, and within a kind the newest row first."""
    before, same = Q(**{f"{column}__lt": key.at}), Q(**{column: key.at})
    if rank == key.rank:
        return before | (same & Q(pk__lt=key.pk))
    return before | same if rank > key.rank else before


def _write(entry: Entry) -> str:
    return _BETWEEN.join([entry.at.isoformat(), str(KINDS.index(entry.kind)), str(entry.record.pk)])


def _read(text: str) -> _Key | None:
    try:
        at, rank, pk = text.split(_BETWEEN)
        key = _Key(at=datetime.fromisoformat(at), rank=int(rank), pk=int(pk))
    except ValueError:
        return None
    return key if key.at.tzinfo is not None else None


def _told_by_messages(whose: Customer) -> QuerySet[Any]:
    """Give the touches that the house made by a message, which is told of itself."""
    return whose.planned.filter(messages__isnull=False, touch__isnull=False).values("touch")


_SOURCES: Mapping[str, _Source] = {
    "order": _Source(
        rows=lambda whose: whose.orders.select_related("product", "seller").prefetch_related(
            "lines__product"
        ),
        at="ordered_at",
    ),
    "touch": _Source(
        rows=lambda whose: (
            whose.touches.filter(undone_at__isnull=True)
            .exclude(pk__in=_told_by_messages(whose))
            .select_related("seller")
        ),
        at="happened_at",
    ),
    "letter": _Source(rows=lambda whose: whose.messages.select_related("planned"), at="created_at"),
    "note": _Source(rows=lambda whose: whose.notes.select_related("author"), at="at"),
    "promise": _Source(
        rows=lambda whose: whose.promises.filter(undone_at__isnull=True).select_related("made_by", "kept_by"),
        at="made_at",
    ),
    "mistake": _Source(rows=lambda whose: whose.mistakes.select_related("by"), at="at"),
    "handoff": _Source(rows=lambda whose: whose.handoffs.select_related("hunter", "farmer"), at="opened_at"),
    "owner": _Source(rows=lambda whose: whose.owner_changes.select_related("old", "new", "by"), at="at"),
    "forecast": _Source(rows=lambda whose: whose.forecast_changes.all(), at="at"),
    "leaving": _Source(
        rows=lambda whose: whose.leave_reasons.filter(undone_at__isnull=True).select_related("by"), at="at"
    ),
}

#: Kinds of entries by their name in the address.
KINDS = tuple(_SOURCES)
