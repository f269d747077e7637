"""Move customers from one seller to others as previewed, and take it back."""

from uuid import UUID

from django.db import transaction

from perennial.records.models import AuditEntry, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.hand_out import hand_out, take_back
from perennial.records.queries.rebalance_plan import Moves

__all__ = ["rebalance", "undo_rebalance"]


@transaction.atomic
def rebalance(by: User, giver: User, moves: Moves, act: UUID) -> AuditEntry:
    """Move the customers; sending the same act twice moves nobody twice.

    Returns
    -------
    AuditEntry
        By which the act is undone.

    Raises
    ------
    UserError
        The plan is out of date.
    """
    done = AuditEntry.objects.filter(act="rebalance", facts__whole=str(act)).first()
    if done is not None:
        return done
    acts = hand_out(by, giver, moves, "rebalanced", act)
    moved = sum(len(ids) for ids in moves.values())
    return note_act(by, "rebalance", giver, moved=moved, acts=acts, whole=str(act))


@transaction.atomic
def undo_rebalance(by: User, entry: AuditEntry) -> int:
    """Give the customers back and say how many; a second time it is none."""
    moved = take_back(by, entry)
    note_act(by, "rebalance.undo", None, moved=moved, entry=entry.pk)
    return moved
