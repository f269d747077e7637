"""Change what is known of a customer by hand."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from perennial.records.models import Customer, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.index_search import index_search

__all__ = ["CHANGEABLE", "change_customer", "object_to_profiling"]

#: What may be changed by hand; the owner is changed by `assign`.
CHANGEABLE = frozenset({"name", "kind", "tax_id", "product", "source", "address", "paid_until"})

#: What a refresh said, and must not be kept of somebody who objects to it.
_SAID = (
    "p_alive",
    "return_probability",
    "next_order_early",
    "next_order_likely",
    "next_order_late",
    "churn_date",
    "churn_early",
    "churn_late",
    "return_at_churn",
    "offer_from",
    "offer_until",
    "late_from",
    "expected_orders_90",
    "expected_orders_365",
    "p_order_28",
)


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


@transaction.atomic
def object_to_profiling(by: User | None, customer: Customer, *, objects: bool) -> None:
    """Note that a customer objects to forecasts (or does so no more).

    What was forecast goes at once; the next refresh leaves them out, or takes them in again.
    """
    customer.objects_to_profiling = objects
    changed = ["objects_to_profiling", "updated_at"]
    if objects:
        for name in _SAID:
            setattr(customer, name, None)
        customer.value_at_risk, customer.stage, customer.forecast_as_of = 0.0, "", None
        changed += [*_SAID, "value_at_risk", "stage", "forecast_as_of"]
    customer.save(update_fields=changed)
    note_act(by, "customer.objection", customer, objects=objects)
