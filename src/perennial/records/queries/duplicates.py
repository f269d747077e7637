"""Records that look like one person: with a phone, an address or a tax number in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from perennial.records.models import Contact, Customer

__all__ = ["DUPLICATES_PAGE", "Duplicates", "Group", "duplicates"]

DUPLICATES_PAGE = 25
_TAX = "tax_id"
_BETWEEN = "~"
#: A phone that so many records share is a switchboard, and tells nobody.
_SWITCHBOARD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Records with one contact in common, oldest first; `kind` is that of the contact, or ``tax_id``."""

    kind: str
    normal: str
    customers: tuple[Customer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """A page of groups, and the key of the next; empty where there is none."""

    groups: tuple[Group, ...]
    following: str


def duplicates(customers: QuerySet[Customer], after: str = "", size: int = DUPLICATES_PAGE) -> Duplicates:
    """Give likely duplicates among some customers, in a fixed number of queries.

    Parameters
    ----------
    customers
        Those on whom who asks may act.
    after
        The key that the page before gave.
    """
    kind, _, normal = after.partition(_BETWEEN)
    keys = _keys(customers, kind, normal, size + 1)
    shown = keys[:size]
    groups = _groups(customers, shown)
    following = _BETWEEN.join(shown[-1]) if len(keys) > size else ""
    return Duplicates(groups=tuple(_once(groups)), following=following)


def _keys(customers: QuerySet[Customer], kind: str, normal: str, most: int) -> list[tuple[str, str]]:
    seen = customers.order_by().values("pk")
    # Most contacts are nobody else's: the index alone says which are not, and only those are looked at.
    twice = (
        Contact.objects.exclude(normal="")
        .order_by()
        .values("kind", "normal")
        .alias(times=Count("pk"))
        .filter(times__gt=1)
    )
    if kind and kind != _TAX:
        twice = twice.filter(Q(kind__gt=kind) | Q(kind=kind, normal__gt=normal))
    found: list[tuple[str, str]] = []
    if kind != _TAX:
        found = _shared(twice, seen, most)
    if len(found) < most:
        found += _shared_tax(customers, normal if kind == _TAX else "", most - len(found))
    return found


def _shared(twice: QuerySet[Any, Any], seen: QuerySet[Any, Any], most: int) -> list[tuple[str, str]]:
    pairs = list(twice.order_by("kind", "normal").values_list("kind", "normal"))
    found: list[tuple[str, str]] = []
    for begin in range(0, len(pairs), 200):
        if len(found) >= most:
            break
        chunk = set(pairs[begin : begin + 200])
        rows = (
            Contact.objects.filter(normal__in=[normal for _, normal in chunk], customer__in=seen)
            .order_by()
            .values("kind", "normal")
            .annotate(people=Count("customer", distinct=True))
            .filter(people__gt=1, people__lt=_SWITCHBOARD)
        )
        found += sorted({(row["kind"], row["normal"]) for row in rows} & chunk)
    return found[:most]


def _shared_tax(customers: QuerySet[Customer], after: str, most: int) -> list[tuple[str, str]]:
    rows = (
        customers.filter(tax_id__gt=after)
        .order_by()
        .values("tax_id")
        .annotate(people=Count("pk"), kind=Value(_TAX, CharField()))
        .filter(people__gt=1, people__lt=_SWITCHBOARD)
        .order_by("tax_id")
        .values_list("kind", F("tax_id"))
    )
    return [(kind, tax_id) for kind, tax_id in rows[:most]]


def _groups(customers: QuerySet[Customer], keys: Iterable[tuple[str, str]]) -> list[Group]:
    wanted = list(keys)
    normals = [normal for kind, normal in wanted if kind != _TAX]
    taxes = [normal for kind, normal in wanted if kind == _TAX]
    members: dict[tuple[str, str], set[int]] = {key: set() for key in wanted}
    rows = Contact.objects.filter(normal__in=normals).values_list("kind", "normal", "customer_id")
    for kind, normal, pk in [
        *rows,
        *((_TAX, tax, pk) for tax, pk in customers.filter(tax_id__in=taxes).values_list("tax_id", "pk")),
    ]:
        if (kind, normal) in members:
            members[kind, normal].add(pk)
    everybody = {pk for ids in members.values() for pk in ids}
    found = customers.filter(pk__in=everybody).select_related("owner", "product").in_bulk()
    return [
        Group(kind=kind, normal=normal, customers=tuple(found[pk] for pk in sorted(ids) if pk in found))
        for (kind, normal), ids in members.items()
    ]


def _once(groups: Iterable[Group]) -> list[Group]:
    """Keep one group of the same people: they often share a phone and an address."""
    kept: dict[tuple[int, ...], Group] = {}
    for group in groups:
        if len(group.customers) > 1:
            kept.setdefault(tuple(each.pk for each in group.customers), group)
    return list(kept.values())
