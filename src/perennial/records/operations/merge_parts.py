"""The parts of a merge: what goes over, and which of two rows that cannot both stand gives way."""

from collections.abc import Mapping

from django.db.models import Model
from django.utils import timezone

from perennial.records.models import (
    Contact,
    Customer,
    ExternalId,
    Given,
    HandOff,
    Lead,
    LeaveReason,
    Mistake,
    Note,
    Order,
    OutboxMessage,
    OwnerChange,
    PlannedTouch,
    Promise,
    Touch,
)
from perennial.records.operations.merge_notes import MergeNotes

__all__ = ["FIELDS", "join_columns", "join_consents", "join_lines", "move_rows"]

#: Columns of which one side's is chosen.
FIELDS = ("name", "kind", "tax_id", "product", "source", "address", "paid_until")
_WHOLE: tuple[type[Model], ...] = (
    Order,
    Touch,
    Lead,
    Note,
    Mistake,
    LeaveReason,
    OwnerChange,
    Promise,
    ExternalId,
    OutboxMessage,
    Given,
)
_WAITING = (HandOff.State.OPEN, HandOff.State.OFFERED)


def move_rows(notes: MergeNotes, kept: Customer, other: Customer) -> None:
    """Move all that happened, and the contacts that the record kept lacks."""
    for model in _WHOLE:
        notes.move(model._default_manager.filter(customer=other), kept)  # noqa: SLF001 - Django's public way
    notes.move(Customer.objects.filter(merged_into=other), kept)
    known = set(kept.contacts.values_list("kind", "normal")) | set(kept.contacts.values_list("kind", "value"))
    has_main = kept.contacts.filter(is_main=True).exists()
    fresh = [
        each
        for each in other.contacts.all()
        if not {(each.kind, each.normal), (each.kind, each.value)} & known
    ]
    for contact in fresh:
        notes.change(contact, is_main=contact.is_main and not has_main)
    notes.move(Contact.objects.filter(pk__in=[each.pk for each in fresh]), kept)
    ours = set(kept.tags.values_list("pk", flat=True))
    theirs = [tag for tag in other.tags.values_list("pk", flat=True) if tag not in ours]
    kept.tags.add(*theirs)
    notes.moved["tag"] = theirs


def join_consents(notes: MergeNotes, kept: Customer, other: Customer) -> None:
    """Take over what was said to us; where both said something, the refusal holds."""
    said = {(each.channel, each.purpose): each for each in kept.consents.all()}
    for theirs in list(other.consents.all()):
        ours = said.get((theirs.channel, theirs.purpose))
        if ours is None:
            notes.move(other.consents.filter(pk=theirs.pk), kept)
        elif ours.given and not theirs.given:
            notes.change(ours, given=False, at=theirs.at, basis=theirs.basis)


def join_lines(notes: MergeNotes, kept: Customer, other: Customer) -> None:
    """Move hand-offs and planned touches; one of each may be open."""
    if kept.handoffs.filter(state__in=_WAITING).exists():
        for handoff in list(other.handoffs.filter(state__in=_WAITING)):
            notes.change(handoff, state=HandOff.State.CANCELLED)
    notes.move(HandOff.objects.filter(customer=other), kept)
    _one_line(notes, kept, other)
    notes.move(PlannedTouch.objects.filter(customer=other), kept)


def join_columns(notes: MergeNotes, kept: Customer, other: Customer, choices: Mapping[str, str]) -> None:
    """Set the columns chosen; of what protects somebody the stricter holds, and a lot once drawn stays."""
    values = {
        name: getattr(other, name)
        for name in FIELDS
        if choices.get(name, "keep" if getattr(kept, name) else "other") == "other"
    }
    protected = [day for day in (kept.protected_until, other.protected_until) if day is not None]
    notes.change(
        kept,
        **values,
        hunter=kept.hunter or other.hunter,
        protected_until=max(protected, default=None),
        objects_to_profiling=kept.objects_to_profiling or other.objects_to_profiling,
        lot_key=kept.lot_key or other.lot_key,
    )
    notes.change(other, merged_into=kept)


def _one_line(notes: MergeNotes, kept: Customer, other: Customer) -> None:
    ours = kept.planned.filter(state=PlannedTouch.State.OPEN).first()
    theirs = other.planned.filter(state=PlannedTouch.State.OPEN).first()
    if theirs is None:
        return
    if ours is not None:
        lesser = min(ours, theirs, key=lambda line: line.expected_gain)
        notes.change(lesser, state=PlannedTouch.State.DROPPED, closed_at=timezone.now())
    if kept.owner is not None and theirs.state == PlannedTouch.State.OPEN:
        notes.change(theirs, seller=kept.owner)
