"""Give customers to a seller, many at once, and take that back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from perennial.records.models import Customer, Lead, OwnerChange, PlannedTouch, User
from perennial.records.models.words import Role
from perennial.records.operations.audit import note_act
from perennial.records.operations.plan_leads import plan_leads

__all__ = ["assign", "undo_assign"]

_AT_ONCE = 2000


@transaction.atomic
def assign(
    by: User | None,
    customers: QuerySet[Customer] | Iterable[int],
    new_owner: User | None,
    why: str = "assigned",
    *,
    act: UUID | None = None,
    at: datetime | None = None,
) -> UUID:
    """Make somebody the owner of customers and give the number of the act, by which it is undone.

    Planned touches go to the new owner; open leads stay with their hunter, unless nothing was bought yet and
    another hunter takes over. Customers whom the new owner has already are left as they are. Sending one act
    twice moves nobody twice.

    Parameters
    ----------
    customers
        Those on whom who assigns may do so, as a queryset or by their ids.
    new_owner
        None leaves them without an owner; their planned touches are dropped.
    """
    act = act or uuid4()
    if OwnerChange.objects.filter(act=act).exists():
        return act
    when = at or timezone.now()
    moved = 0
    for chunk in _chunks(customers):
        changes = [
            OwnerChange(customer_id=pk, old_id=old, new=new_owner, why=why, by=by, at=when, act=act)
            for pk, old in chunk
            if old != (new_owner.pk if new_owner else None)
        ]
        moved += len(OwnerChange.objects.bulk_create(changes))
    _give(_of(act), new_owner, when)
    note_act(by, "customer.assign", moved=moved, owner=new_owner.pk if new_owner else None, assigned=str(act))
    return act


@transaction.atomic
def undo_assign(by: User | None, act: UUID) -> int:
    """Give the customers of an act back to whom they were, and say how many.

    Those who have been given on since then stay where they are; a second undo moves nobody.
    """
    undone = uuid5(act, "undo")
    if OwnerChange.objects.filter(act=undone).exists():
        return 0
    changes = OwnerChange.objects.filter(act=act)
    first = changes.select_related("new").first()
    if first is None:
        return 0
    now, moved = timezone.now(), 0
    for old in list(changes.order_by().values_list("old", flat=True).distinct()):
        moved += _give_back(
            changes.filter(old=old), first, OwnerChange(old_id=old, by=by, at=now, act=undone)
        )
    note_act(by, "customer.assign.undo", moved=moved, assigned=str(act))
    return moved


def _chunks(customers: QuerySet[Customer] | Iterable[int]) -> Iterable[list[tuple[int, int | None]]]:
    if isinstance(customers, QuerySet):
        ids = list(customers.order_by().values_list("pk", flat=True).distinct())
    else:
        ids = sorted(set(customers))
    for begin in range(0, len(ids), _AT_ONCE):
        chunk = Customer.objects.filter(pk__in=ids[begin : begin + _AT_ONCE])
        yield list(chunk.values_list("pk", "owner_id"))


def _of(act: UUID) -> "QuerySet[OwnerChange, int]":
    return OwnerChange.objects.filter(act=act).values_list("customer_id", flat=True)


def _give(customers: "QuerySet[OwnerChange, int]", owner: User | None, when: datetime) -> None:
    Customer.objects.filter(pk__in=customers).update(owner=owner, updated_at=when)
    planned = PlannedTouch.objects.filter(customer__in=customers, state=PlannedTouch.State.OPEN)
    if owner is None:
        planned.update(state=PlannedTouch.State.DROPPED, closed_at=when)
    else:
        planned.update(seller=owner)
    if owner is not None and owner.role == Role.HUNTER:
        leads = Lead.objects.filter(customer__in=customers, customer__stage="", closed_at__isnull=True)
        hunters = {*leads.values_list("hunter_id", flat=True)} - {None}
        if leads.update(hunter=owner):
            plan_leads({owner.pk, *hunters}, today=timezone.localdate(when))


def _give_back(changes: QuerySet[OwnerChange], first: OwnerChange, undo: OwnerChange) -> int:
    """Give back those whom the act moved from one owner; `undo` says whose they were, by whom and when."""
    still = changes.filter(customer__owner=first.new).values_list("customer_id", flat=True)
    back = [
        OwnerChange(
            customer_id=pk,
            old=first.new,
            new_id=undo.old_id,
            why="undone",
            by=undo.by,
            at=undo.at,
            act=undo.act,
        )
        for pk in still
    ]
    OwnerChange.objects.bulk_create(back, batch_size=_AT_ONCE)
    returned = OwnerChange.objects.filter(act=undo.act, new=undo.old_id).values_list("customer_id", flat=True)
    if first.new is None:
        _plan_again(returned, first.at)
    _give(returned, undo.old, undo.at)
    return len(back)


def _plan_again(customers: "QuerySet[OwnerChange, int]", dropped_at: datetime) -> None:
    """Open again what was dropped because nobody was left to do it, unless something else was planned."""
    planned = PlannedTouch.objects.filter(customer__in=customers)
    busy = planned.filter(state=PlannedTouch.State.OPEN).values("customer")
    planned.filter(state=PlannedTouch.State.DROPPED, closed_at=dropped_at).exclude(customer__in=busy).update(
        state=PlannedTouch.State.OPEN, closed_at=None
    )
