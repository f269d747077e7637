"""Take two merged records apart again."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Customer, HandOff, Merge, Order, PlannedTouch, User
from perennial.records.operations.assign import undo_assign
from perennial.records.operations.audit import note_act
from perennial.records.operations.index_search import index_search
from perennial.records.operations.merge_notes import move_back, restore
from perennial.records.operations.orders_moved import count_orders, orders_moved

__all__ = ["undo_merge"]

#: Of these one a customer may be open: (model, states).
_ONE_OPEN = (
    (PlannedTouch, (PlannedTouch.State.OPEN,)),
    (HandOff, (HandOff.State.OPEN, HandOff.State.OFFERED)),
)


@transaction.atomic
def undo_merge(by: User | None, act: UUID) -> Merge:
    """Give everything back that a merge moved; what came since stays with the record that was kept.

    A second time changes nothing.

    Raises
    ------
    UserError
        There is no such merge, or the record kept has been merged on or erased since.
    """
    done = Merge.objects.select_for_update().filter(act=act).first()
    if done is None:
        raise UserError("This merge is not there any more.")
    if done.undone_at is not None:
        return done
    pair = Customer.objects.select_for_update().in_bulk([done.kept_id, done.other_id])
    kept, other = pair[done.kept_id], pair[done.other_id]
    if kept.merged_into_id is not None or kept.erased_at is not None or other.merged_into_id != kept.pk:
        raise UserError("The record kept has been merged again or erased since; part the later merge first.")
    _part(done, kept, other, by)
    note_act(by, "customer.merge.undo", kept, other=other.pk)
    return done


def _part(done: Merge, kept: Customer, other: Customer, by: User | None) -> None:
    moved = dict(done.moved)
    kept.tags.remove(*moved.pop("tag", ()))
    days = Order.objects.filter(pk__in=moved.get("order", ()), customer=kept)
    changed = list(days.order_by().values_list("day", flat=True).distinct())
    undo_assign(by, done.act)
    move_back(moved, kept, other)
    restore(_without_blocked(done.before))
    done.undone_at = timezone.now()
    done.save(update_fields=["undone_at"])
    for each in (kept, other):
        count_orders(each)
    index_search([kept.pk, other.pk])
    orders_moved(changed)


def _without_blocked(before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Leave out lines and hand-offs that would be opened again beside others opened since."""
    kept = {name: dict(rows) for name, rows in before.items()}
    for model, states in _ONE_OPEN:
        name = model._meta.model_name or ""  # noqa: SLF001 - Django's public way
        rows = kept.get(name, {})
        again = [int(pk) for pk, noted in rows.items() if noted["was"].get("state") in states]
        whose = dict(model._default_manager.filter(pk__in=again).values_list("pk", "customer_id"))  # noqa: SLF001
        taken = model._default_manager.filter(customer__in=whose.values(), state__in=states)  # noqa: SLF001
        busy = set(taken.exclude(pk__in=again).values_list("customer_id", flat=True))
        kept[name] = {pk: noted for pk, noted in rows.items() if whose.get(int(pk)) not in busy}
    return kept
