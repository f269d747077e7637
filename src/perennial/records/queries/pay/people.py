"""Who was responsible for customers, away or gone, as pay asks it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from perennial.pay.lines.facts import Absence, HandOff, Leaving, OwnerFrom
from perennial.records.models import Absence as AbsenceRow
from perennial.records.models import AuditEntry, Customer, OwnerChange, User
from perennial.records.models import HandOff as HandOffRow

__all__ = ["absences_of", "handoffs_of", "hunters_of", "leavings_of", "names_of", "owners_of"]

_PASSED = (HandOffRow.State.ACCEPTED, HandOffRow.State.BY_SILENCE)
_Whose = Sequence[int] | None
_Row = TypeVar("_Row", bound=Model)


def handoffs_of(customers: _Whose) -> list[HandOff]:
    """Give the hand-offs that were accepted."""
    rows = HandOffRow.objects.filter(
        state__in=_PASSED, accepted_at__isnull=False, hunter__isnull=False, farmer__isnull=False
    )
    return [
        HandOff(
            customer=str(row.customer_id),
            day=_day(row.accepted_at),
            hunter=str(row.hunter_id),
            farmer=str(row.farmer_id),
            protected_until=row.protected_until,
            usual_gap=row.usual_gap,
        )
        for row in _of(rows, customers)
    ]


def owners_of(customers: _Whose) -> Iterator[OwnerFrom]:
    """Give who owned customers from which day on; before the first change, whom it took them from.

    Of somebody who never changed hands it is the owner of today.
    """
    seen = set[int]()
    changes = _of(OwnerChange.objects.order_by("at", "pk"), customers)
    for row in changes.values_list("customer_id", "old_id", "new_id", "at"):
        customer, old, new, at = row
        if customer not in seen:
            seen.add(customer)
            yield OwnerFrom(customer=str(customer), day=date.min, owner=_id(old))
        yield OwnerFrom(customer=str(customer), day=_day(at), owner=_id(new))
    handed = _of(HandOffRow.objects.filter(state__in=_PASSED), customers)
    passed = set(handed.values_list("customer_id", flat=True))
    people = Customer.objects.filter(owner__isnull=False)
    people = people if customers is None else people.filter(pk__in=customers)
    for customer, owner in people.values_list("pk", "owner_id"):
        if customer not in seen and customer not in passed:
            yield OwnerFrom(customer=str(customer), day=date.min, owner=_id(owner))


def hunters_of(customers: _Whose) -> dict[str, str]:
    """Give who won each customer."""
    rows = Customer.objects.filter(hunter__isnull=False)
    rows = rows if customers is None else rows.filter(pk__in=customers)
    return {str(customer): str(hunter) for customer, hunter in rows.values_list("pk", "hunter_id")}


def absences_of() -> list[Absence]:
    """Give all days away."""
    return [
        Absence(
            seller=str(row.user_id), first_day=row.first_day, last_day=row.last_day, cover=_id(row.cover_id)
        )
        for row in AbsenceRow.objects.all()
    ]


def leavings_of() -> list[Leaving]:
    """Give the last days of who left; their successor is who got most of their customers."""
    successors = _successors()
    gone = User.objects.filter(left_on__isnull=False).values_list("pk", "left_on")
    return [
        Leaving(seller=str(pk), last_day=left_on, successor=successors.get(pk))
        for pk, left_on in gone
        if left_on is not None
    ]


def names_of() -> Mapping[str, str]:
    """Give what people are called."""
    return {str(pk): name for pk, name in User.objects.values_list("pk", "name")}


def _successors() -> dict[int | None, str]:
    found: dict[int | None, str] = {}
    for entry in AuditEntry.objects.filter(act="dismiss").order_by("pk"):
        moved = OwnerChange.objects.filter(act__in=entry.facts.get("acts", []), new__isnull=False)
        to = list(moved.values_list("new_id", flat=True))
        if to:
            found[entry.object_id] = str(max(sorted(set(to)), key=to.count))
    return found


def _of(rows: "QuerySet[_Row]", customers: _Whose) -> "QuerySet[_Row]":
    return rows if customers is None else rows.filter(customer__in=customers)


def _day(at: datetime | None) -> date:
    assert at is not None
    return timezone.localdate(at)


def _id(found: int | None) -> str | None:
    return None if found is None else str(found)
