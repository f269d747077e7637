"""Which records are one person: those with a phone, an address or a tax number in common."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db.models import Q

from perennial.records.models import Contact, Customer

__all__ = ["contacts_of", "keys_of", "once_a_person", "same_person"]

_T = TypeVar("_T")


def contacts_of(customers: Iterable[Customer]) -> Mapping[int, list[Contact]]:
    """Give the contacts of some customers, the main one first, in one query."""
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(customer__in=[each.pk for each in customers]):
        found[contact.customer_id].append(contact)
    return found


def keys_of(customer: Customer, contacts: Iterable[Contact]) -> frozenset[str]:
    """Give what tells a person: their normal contacts and tax number."""
    keys = {f"{each.kind}:{each.normal}" for each in contacts if each.normal}
    if customer.tax_id:
        keys.add(f"tax:{customer.tax_id}")
    return frozenset(keys)


def once_a_person(rows: Sequence[tuple[frozenset[str], _T]]) -> list[_T]:
    """Keep the first row of each person; rows without keys are all different people."""
    seen: set[str] = set()
    kept: list[_T] = []
    for keys, row in rows:
        if not keys & seen:
            kept.append(row)
        # A row that was left out still tells more about its person: another phone, a tax number.
        seen |= keys
    return kept


def same_person(customer: Customer) -> list[int]:
    """Give the living records of the person whom a record stands for, this one first."""
    pairs = customer.contacts.exclude(normal="").values_list("kind", "normal")
    alike = Q(pk__in=[])
    for kind, normal in pairs:
        alike |= Q(kind=kind, normal=normal)
    # Two questions, each with an index of its own: one question over both tables would read all customers.
    found = set(Contact.objects.filter(alike).values_list("customer_id", flat=True))
    if customer.tax_id:
        found |= set(Customer.objects.filter(tax_id=customer.tax_id).values_list("pk", flat=True))
    living = Customer.objects.filter(pk__in=found, erased_at__isnull=True, merged_into__isnull=True)
    others = living.exclude(pk=customer.pk).order_by("pk").values_list("pk", flat=True)
    return [customer.pk, *others]
