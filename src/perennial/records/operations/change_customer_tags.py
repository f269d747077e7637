"""Put a tag on customers, many at once, take it off, and take that back."""

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max, QuerySet

from perennial.records.models import AuditEntry, Customer, Tag, User
from perennial.records.operations.audit import note_act

__all__ = ["add_tag", "remove_tag", "undo_tag"]

_AT_ONCE = 2000
_ACT = "customer.tag"


@transaction.atomic
def add_tag(by: User, customers: QuerySet[Customer], name: str) -> tuple[UUID, int]:
    """Put a tag on customers; gives the number of the act and how many had no such tag before."""
    act, tag = uuid4(), _tag(name)
    through = Customer.tags.through.objects
    last = through.aggregate(last=Max("id"))["last"] or 0
    ids = list(customers.exclude(tags=tag).order_by().values_list("pk", flat=True).distinct())
    rows = [Customer.tags.through(customer_id=pk, tag_id=tag.pk) for pk in ids]
    through.bulk_create(rows, batch_size=_AT_ONCE)
    made = through.aggregate(last=Max("id"))["last"] or 0
    note_act(by, _ACT, tag, tagged=len(ids), after=last, to=made, given=str(act))
    return act, len(ids)


@transaction.atomic
def undo_tag(by: User, act: UUID) -> int:
    """Take a tag off those on whom an act put it, and say how many."""
    entry = AuditEntry.objects.filter(act=_ACT, facts__given=str(act)).first()
    if entry is None:
        return 0
    # The rows of one act lie side by side, and only rows of this tag are taken.
    rows = Customer.tags.through.objects.filter(
        tag=entry.object_id, id__gt=entry.facts["after"], id__lte=entry.facts["to"]
    )
    taken: int = rows.delete()[0]
    note_act(by, "customer.tag.undo", untagged=taken)
    return taken


@transaction.atomic
def remove_tag(by: User, customer: Customer, tag: Tag) -> None:
    """Take a tag off one customer; a tag on nobody is forgotten."""
    customer.tags.remove(tag)
    note_act(by, "customer.untag", customer, tag=tag.pk)
    if not Customer.tags.through.objects.filter(tag=tag).exists():
        tag.delete()


def _tag(name: str) -> Tag:
    written = " ".join(name.split())[:60]
    known = Tag.objects.filter(name__iexact=written).first()
    return known or Tag.objects.create(name=written)
