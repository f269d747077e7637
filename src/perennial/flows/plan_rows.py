"""Whom a plan is made for: the rows of a snapshot with an owner, and who is one person."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.flows.refresh.snapshot import Snapshot

__all__ = ["OwnedCustomer", "Rows", "rows_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedCustomer:
    """A customer with their owner; `person` is the same for records of one person, None where not known."""

    customer_id: str
    owner: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Customers to plan for.

    Attributes
    ----------
    row, owner, person
        Shape (m,): rows of the snapshot, codes of owners and of persons.
    ids
        Their ids, in the same order.
    owners
        Names by code.
    """

    row: NDArray[np.intp]
    owner: NDArray[np.intp]
    person: NDArray[np.intp]
    ids: tuple[str, ...]
    owners: tuple[str, ...]


def rows_of(snapshot: Snapshot, customers: Sequence[OwnedCustomer], excluded: frozenset[str]) -> Rows:
    """Give the customers who are forecast; with those excluded go all records of the same person."""
    place = {each: row for row, each in enumerate(snapshot.columns["customer_id"])}
    is_forecast = snapshot.is_forecast
    out = {_person(each) for each in customers if each.customer_id in excluded}
    kept = [
        (row, each)
        for each in customers
        if (row := place.get(each.customer_id)) is not None
        and is_forecast[row]
        and each.customer_id not in excluded
        and _person(each) not in out
    ]
    owners = sorted({each.owner for _, each in kept})
    owner_code = {owner: code for code, owner in enumerate(owners)}
    persons: dict[tuple[str, str], int] = {}
    return Rows(
        row=np.array([row for row, _ in kept], dtype=np.intp),
        owner=np.array([owner_code[each.owner] for _, each in kept], dtype=np.intp),
        person=np.array([persons.setdefault(_person(each), len(persons)) for _, each in kept], dtype=np.intp),
        ids=tuple(each.customer_id for _, each in kept),
        owners=tuple(owners),
    )


def _person(customer: OwnedCustomer) -> tuple[str, str]:
    # The two kinds of key never meet.
    if customer.person is None:
        return "customer", customer.customer_id
    return "person", customer.person
