"""Merge two records of one person: everything goes to one of them, and nothing is lost."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Customer, Merge, User
from perennial.records.operations.assign import assign
from perennial.records.operations.audit import note_act
from perennial.records.operations.index_search import index_search
from perennial.records.operations.merge_notes import MergeNotes
from perennial.records.operations.merge_parts import join_columns, join_consents, join_lines, move_rows
from perennial.records.operations.orders_moved import count_orders, orders_moved

__all__ = ["lock_pair", "merge"]


@transaction.atomic
def merge(by: User | None, keep: Customer, other: Customer, choices: Mapping[str, str] | None = None) -> UUID:
    """Merge `other` into `keep`; gives the number of the act, by which it is undone.

    Parameters
    ----------
    choices
        For a column of `merge_parts.FIELDS`, or ``owner``: ``keep`` (as is the rule) or ``other``.

    Raises
    ------
    UserError
        They are one record, or one of them is merged or erased already.
    """
    keep, other = lock_pair(keep.pk, other.pk)
    chosen, notes = choices or {}, MergeNotes()
    moved_days = list(other.orders.order_by().values_list("day", flat=True).distinct())
    owner = other.owner if chosen.get("owner") == "other" or keep.owner is None else keep.owner
    move_rows(notes, keep, other)
    join_consents(notes, keep, other)
    join_lines(notes, keep, other)
    join_columns(notes, keep, other, chosen)
    done = Merge.objects.create(kept=keep, other=other, moved=notes.moved, before=notes.before, by=by)
    if owner != keep.owner:
        assign(by, [keep.pk], owner, "merged", act=done.act)
    for each in (keep, other):
        count_orders(each)
    index_search([keep.pk, other.pk])
    orders_moved(moved_days)
    note_act(by, "customer.merge", keep, other=other.pk, orders=len(notes.moved.get("order", ())))
    return done.act


def lock_pair(first: int, second: int) -> tuple[Customer, Customer]:
    """Lock two living records of customers, always in one order.

    Raises
    ------
    UserError
        They are one record, or one of them is merged or erased already.
    """
    if first == second:
        raise UserError("A customer cannot be merged with themselves.")
    living = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    rows = living.select_for_update().filter(pk__in=[first, second]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) != len({first, second}):
        raise UserError("One of the two has been merged or erased meanwhile.")
    return found[first], found[second]
