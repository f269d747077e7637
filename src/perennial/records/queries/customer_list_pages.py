"""Pages of the customers' list by key, stable under ties and as quick at the end as at the beginning."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from perennial.records.models import Customer
from perennial.records.queries.at_risk import HAVE_LEFT, MAY_LEAVE
from perennial.records.queries.customer_list_who import Who

__all__ = ["DEFAULT_SORT", "PAGE", "SORTS", "CustomerPage", "page_of", "sort_of"]

PAGE = 50
DEFAULT_SORT = "risk"
_BETWEEN = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage:
    """Rows of one page, and the keys of the pages before and after it; empty where there is none."""

    rows: list[Customer]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A stretch of the list in the order of one column, then of the id."""

    condition: Q
    column: str
    falls: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """Where a page begins or ends: the part, the value of its column, the id."""

    part: int
    value: Any
    pk: int


def sort_of(asked: str, who: Who) -> str:
    """Give the order that an address asks for; else money at risk, and of leads the newest first."""
    return asked if asked in SORTS else ("newest" if who == "leads" else DEFAULT_SORT)


def page_of(
    customers: QuerySet[Customer],
    sort: str,
    *,
    today: date,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> CustomerPage:
    """Give the page after (or before) a key; an unreadable key gives the first page.

    Parameters
    ----------
    sort
        One of `SORTS`; anything else stands for the default.
    """
    parts = SORTS.get(sort, SORTS[DEFAULT_SORT])(today)
    back = _read(before, parts)
    key = back or _read(after, parts)
    rows = _read_on(customers, parts, key, size + 1, backwards=back is not None)
    is_more, rows = len(rows) > size, rows[:size]
    if back is not None:
        rows.reverse()
    return CustomerPage(
        rows=[row for _, row in rows],
        before=_write(rows[0], parts) if rows and (is_more if back else key is not None) else "",
        after=_write(rows[-1], parts) if rows and (back is not None or is_more) else "",
    )


def _read_on(
    customers: QuerySet[Customer], parts: Sequence[_Part], key: _Key | None, most: int, *, backwards: bool
) -> list[tuple[int, Customer]]:
    numbers = range(len(parts))
    begin = (len(parts) - 1 if backwards else 0) if key is None else key.part
    rows: list[tuple[int, Customer]] = []
    for number in reversed(numbers[: begin + 1]) if backwards else numbers[begin:]:
        here = key if key is not None and key.part == number else None
        found = _stretch(customers, parts[number], here, backwards=backwards)[: most - len(rows)]
        rows += [(number, row) for row in found]
        if len(rows) == most:
            break
    return rows


def _stretch(
    customers: QuerySet[Customer], part: _Part, key: _Key | None, *, backwards: bool
) -> QuerySet[Customer]:
    falls = part.falls != backwards
    stretch = customers.filter(part.condition)
    if key is not None:
        beyond = "lt" if falls else "gt"
        # The first condition is implied by the second; the index begins to read by it.
        stretch = stretch.filter(
            Q(**{f"{part.column}__{beyond}e": key.value})
            & (Q(**{f"{part.column}__{beyond}": key.value}) | Q(**{f"pk__{beyond}": key.pk}))
        )
    sign = "-" if falls else ""
    return stretch.order_by(*dict.fromkeys([f"{sign}{part.column}", f"{sign}id"]))


def _write(row: tuple[int, Customer], parts: Sequence[_Part]) -> str:
    number, customer = row
    value = getattr(customer, parts[number].column)
    return _BETWEEN.join([str(number), str(customer.pk), str(value)])


def _read(text: str, parts: Sequence[_Part]) -> _Key | None:
    try:
        number, pk, value = text.split(_BETWEEN, 2)
        part = parts[int(number)]
        return _Key(part=int(number), value=_READERS[part.column](value), pk=int(pk))
    except (ValueError, IndexError):
        return None


def _by_risk(today: date) -> tuple[_Part, ...]:
    """Those whose leaving would cost most, then those who have left, the dearest first."""
    del today
    return (
        _Part(condition=MAY_LEAVE, column="value_at_risk", falls=True),
        _Part(condition=HAVE_LEFT, column="value_at_risk", falls=True),
    )


def _by_leaving(today: date) -> tuple[_Part, ...]:
    """Those who will leave soonest, then those who left last, then those of whom no date is known."""
    return (
        _Part(condition=Q(churn_date__gte=today), column="churn_date"),
        _Part(condition=Q(churn_date__lt=today), column="churn_date", falls=True),
        _Part(condition=Q(churn_date__isnull=True), column="id", falls=True),
    )


def _by_last_order(today: date) -> tuple[_Part, ...]:
    del today
    return (
        _Part(condition=Q(last_order_on__isnull=False), column="last_order_on", falls=True),
        _Part(condition=Q(last_order_on__isnull=True), column="id", falls=True),
    )


def _by_name(today: date) -> tuple[_Part, ...]:
    del today
    return (_Part(condition=Q(), column="name"),)


def _by_newest(today: date) -> tuple[_Part, ...]:
    del today
    return (_Part(condition=Q(), column="id", falls=True),)


#: Orders of the list by their name in the address.
SORTS: Mapping[str, Callable[[date], tuple[_Part, ...]]] = {
    "risk": _by_risk,
    "leaving": _by_leaving,
    "last_order": _by_last_order,
    "name": _by_name,
    "newest": _by_newest,
}

_READERS: Mapping[str, Callable[[str], Any]] = {
    "value_at_risk": float,
    "churn_date": date.fromisoformat,
    "last_order_on": date.fromisoformat,
    "name": str,
    "id": int,
}
