"""What somebody has just done to many customers at once, so that it can be taken back."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid5

from perennial.records.models import AuditEntry, OwnerChange, Tag, User

__all__ = ["Done", "done_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many customers were assigned or tagged; `to` names the owner or the tag, empty where nobody."""

    act: UUID
    what: Literal["assign", "tag"]
    number: int
    to: str


def done_by(user: User, act: UUID) -> Done | None:
    """Give what an act of this person did; None where it did nothing or was taken back."""
    return _assigned(user, act) or _tagged(user, act)


def _assigned(user: User, act: UUID) -> Done | None:
    changes = OwnerChange.objects.filter(act=act, by=user)
    first = changes.select_related("new").first()
    if first is None or OwnerChange.objects.filter(act=uuid5(act, "undo")).exists():
        return None
    return Done(act=act, what="assign", number=changes.count(), to=first.new.name if first.new else "")


def _tagged(user: User, act: UUID) -> Done | None:
    entry = AuditEntry.objects.filter(act="customer.tag", actor=user, facts__given=str(act)).first()
    if entry is None or entry.object_id is None:
        return None
    tag = Tag.objects.filter(pk=entry.object_id).first()
    if tag is None or not entry.facts["tagged"]:
        return None
    return Done(act=act, what="tag", number=entry.facts["tagged"], to=tag.name)
