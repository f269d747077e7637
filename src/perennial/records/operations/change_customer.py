"""Change what is known of a customer by hand."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from perennial.records.models import Customer, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.index_search import index_search

__all__ = ["CHANGEABLE", "change_customer"]

#: What may be changed by hand; the owner is changed by `assign`.
CHANGEABLE = frozenset({"name", "kind", "tax_id", "product", "source", "address", "paid_until"})


@transaction.atomic
def change_customer(by: User | None, customer: Customer, changes: Mapping[str, Any]) -> list[str]:
    """Write changes down and give the names of what really changed.

    Raises
    ------
    ValueError
        Something is not changed this way.
    """
    if not changes.keys() <= CHANGEABLE:
        raise ValueError(f"not changed by hand: {sorted(changes.keys() - CHANGEABLE)}")
    changed = sorted(name for name, value in changes.items() if getattr(customer, name) != value)
    if not changed:
        return []
    for name in changed:
        setattr(customer, name, changes[name])
    customer.save(update_fields=[*changed, "updated_at"])
    if {"name", "tax_id"} & set(changed):
        index_search([customer.pk])
    note_act(by, "customer.change", customer, changed=changed)
    return changed
