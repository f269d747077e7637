"""Take a portion of customers in: who they are, how to reach them, what they agreed to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Customer
from perennial.records.operations.after_import import after_rows
from perennial.records.operations.match_people import People
from perennial.records.operations.match_people_person import Person, contact_in, kind_of
from perennial.records.operations.take_consents import take_consents
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.take_updates import update_rows

__all__ = ["person_in", "take_customers"]

_Row = Mapping[str, Any]
_COLUMNS = ("name", "tax_id", "kind", "source", "paid_until", "owner")


@transaction.atomic
def take_customers(rows: Sequence[_Row], taking: Taking) -> None:
    """Make customers or change those who are known; a cell that is empty changes nothing.

    Parameters
    ----------
    rows
        As `read_records` gives them for customers.
    """
    people = [person_in(row) for row in rows]
    known = People(taking, people)
    found = [known.find_or_make(person) for person in people]
    fresh = {id(customer) for customer, made in found if made}
    for row, (customer, _) in zip(rows, found, strict=True):
        if id(customer) in fresh:
            for name, value in _values(row, customer, taking).items():
                setattr(customer, name, value)
    known.save()
    taking.told.created += len(fresh)
    changed = _change(rows, [None if made else customer for customer, made in found], fresh, taking)
    update_rows(changed, [*_COLUMNS, "updated_at"])
    take_consents(rows, [customer for customer, _ in found], taking)
    taking.customers |= {customer.pk for customer, _ in found if id(customer) in fresh}
    after_rows(taking)


def person_in(row: _Row) -> Person:
    """Give whom a row of customers, leads or touches is about."""
    phones = [row.get("phone"), *row.get("other_phones", ())]
    return Person(
        own_id=str(row.get("customer_id") or "").strip(),
        name=" ".join(str(row.get("name") or "").split()),
        phones=tuple(each for each in phones if each),
        emails=(row["email"],) if row.get("email") else (),
        tax_id=row.get("tax_id") or "",
        written=row.get("written_phone") or "",
    )


def _change(
    rows: Sequence[_Row], customers: Sequence[Customer | None], fresh: set[int], taking: Taking
) -> list[Customer]:
    """Change those who were known; None stands for a row by which somebody was made."""
    changed: dict[int, Customer] = {}
    for row, customer in zip(rows, customers, strict=True):
        if customer is None or id(customer) in fresh:
            continue
        told = customer.erased_at is None and taking.change(customer, _values(row, customer, taking))
        if told or customer.pk in taking.renamed:  # renamed: a contact is new
            taking.told.updated += 1
            taking.renamed.add(customer.pk)
        else:
            taking.told.unchanged += 1
        if told:
            customer.updated_at = timezone.now()
            changed[customer.pk] = customer
    return list(changed.values())


def _values(row: _Row, customer: Customer, taking: Taking) -> dict[str, Any]:
    """Give the columns that a row says something of."""
    owner = taking.seller(str(row.get("owner") or ""))
    person = person_in(row)
    said = {
        "name": person.name[:300],
        "tax_id": person.tax_id[:32],
        "source": str(row.get("source") or "")[:120],
        "paid_until": row.get("paid_until"),
        "owner_id": owner.pk if owner is not None and customer.owner_id is None else None,
    }
    values: dict[str, Any] = {name: value for name, value in said.items() if value}
    if customer.name and _is_better(customer.name, person, taking):
        values.pop("name", None)
    if "name" in values or "tax_id" in values:
        values["kind"] = kind_of(values.get("name", customer.name), values.get("tax_id", customer.tax_id))
    return values


def _is_better(name: str, person: Person, taking: Taking) -> bool:
    """Say whether a name that stands is to stay: the new one is only the id of somebody who has a name."""
    stands_in = name == person.own_id or contact_in(name, taking.business.phone_region) is not None
    return not stands_in and person.name == person.own_id
