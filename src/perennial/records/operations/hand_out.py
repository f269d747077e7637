"""Move customers of one seller to several others as one act, and take the whole of it back."""

from uuid import UUID, uuid5

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Customer, User
from perennial.records.operations.assign import assign, undo_assign
from perennial.records.queries.rebalance_plan import Moves

__all__ = ["hand_out", "take_back"]

_AT_ONCE = 2000


def hand_out(by: User, giver: User, moves: Moves, why: str, act: UUID) -> list[str]:
    """Give customers to their new owners, exactly as planned; give the numbers of the acts.

    To be called inside a transaction.

    Raises
    ------
    UserError
        Somebody of them is no longer the giver's, or a new owner has left: the plan is out of date.
    """
    wanted = [pk for ids in moves.values() for pk in ids]
    takers = User.objects.filter(pk__in=moves, is_active=True).in_bulk()
    still = _count(giver, wanted)
    if still != len(set(wanted)) or len(takers) != len(moves):
        raise UserError("Something has changed since the preview. Look at it again.")
    acts = []
    for pk, ids in moves.items():
        one = uuid5(act, str(pk))
        assign(by, list(ids), takers[pk], why, act=one)
        acts.append(str(one))
    return acts


def take_back(by: User, entry: AuditEntry) -> int:
    """Give the customers of an act back, as far as nobody has given them on; say how many.

    To be called inside a transaction.
    """
    return sum(undo_assign(by, UUID(act)) for act in entry.facts.get("acts", []))


def _count(giver: User, wanted: list[int]) -> int:
    owned = Customer.objects.filter(owner=giver, erased_at__isnull=True, merged_into__isnull=True)
    return sum(
        owned.filter(pk__in=wanted[at : at + _AT_ONCE]).count() for at in range(0, len(wanted), _AT_ONCE)
    )
