"""Rows without copies, each with what it is: a sale, a refund, a pointer, or left out by its status."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from perennial.ingest.cleaning import MOST_STATUSES
from perennial.ingest.statuses import StatusKind, classify_status
from perennial.store.memory.order_rows import OrderRow

__all__ = ["Line", "LineKind", "kinds_of_statuses", "lines_of", "without_copies"]

LineKind = Literal["sale", "refund", "pointer", "cancelled", "test", "draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row and its kind; a pointer is a refund that names its order."""

    row: OrderRow
    kind: LineKind
    amount: float


def without_copies(rows: Sequence[OrderRow]) -> list[OrderRow]:
    """Leave one of each order that is there several times, with every row repeated as often."""
    orders: dict[tuple[str, str], dict[OrderRow, list[OrderRow]]] = defaultdict(lambda: defaultdict(list))
    kept = [row for row in rows if row.order_id is None]
    for row in rows:
        if row.order_id is not None:
            orders[row.customer_id, row.order_id][replace(row, row=0)].append(row)
    for copies in orders.values():
        times = min(len(alike) for alike in copies.values())
        if any(len(alike) % times for alike in copies.values()):
            times = 1
        for alike in copies.values():
            kept += sorted(alike, key=lambda row: row.row)[: len(alike) // times]
    return sorted(kept, key=lambda row: row.row)


def kinds_of_statuses(rows: Iterable[OrderRow]) -> tuple[dict[str, StatusKind], int]:
    """Classify the different statuses; nothing, and their number, where there are too many."""
    texts = Counter(row.status for row in rows if row.status is not None)
    if len(texts) > MOST_STATUSES:
        return {}, len(texts)
    return {text: classify_status(text) for text in texts}, 0


def lines_of(rows: Iterable[OrderRow], kinds: dict[str, StatusKind]) -> list[Line]:
    """Say what each row is."""
    return [Line(row=row, kind=_kind(row, kinds), amount=row.amount or 0.0) for row in rows]


def _kind(row: OrderRow, kinds: dict[str, StatusKind]) -> LineKind:
    status = kinds.get(row.status, "unknown") if row.status is not None else "unknown"
    if status in ("cancelled", "test", "draft"):
        return status
    if row.refund_of is not None:
        return "pointer"
    if status == "refunded" or (row.amount is not None and row.amount < 0):
        return "refund"
    return "sale"
