"""What a merge would do, before it does it."""

from collections.abc import Mapping
from dataclasses import dataclass

from perennial.records.models import Consent, Contact, Customer, HandOff, Order, PlannedTouch, Touch
from perennial.records.operations.merge_parts import FIELDS

__all__ = ["Choice", "MergePreview", "preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A column that differs: what both sides hold, and which of them is proposed."""

    name: str
    keep: object
    other: object
    proposed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """What is chosen, and what simply goes together.

    Attributes
    ----------
    choices
        Columns that differ.
    counts
        For orders, touches, notes, contacts: rows of the record kept, and of the other.
    contacts
        Those of the other that the record kept lacks.
    refusals
        Consents that end, because the other refused.
    shared
        Contacts that both have: why they may be one person.
    closes_handoff, closes_line
        Whether a waiting hand-off, or a planned touch, gives way because one stands on both sides.
    """

    choices: tuple[Choice, ...]
    counts: Mapping[str, tuple[int, int]]
    contacts: tuple[Contact, ...]
    refusals: tuple[Consent, ...]
    shared: tuple[str, ...]
    closes_handoff: bool
    closes_line: bool


def preview(keep: Customer, other: Customer) -> MergePreview:
    """Say what merging `other` into `keep` would do; changes nothing."""
    ours, theirs = list(keep.contacts.all()), list(other.contacts.all())
    known = {(each.kind, text) for each in ours for text in (each.normal, each.value) if text}
    both = [each for each in theirs if {(each.kind, each.normal), (each.kind, each.value)} & known]
    refused = {(each.channel, each.purpose) for each in other.consents.filter(given=False)}
    shared = [each.value for each in both]
    if keep.tax_id and keep.tax_id == other.tax_id:
        shared.append(keep.tax_id)
    return MergePreview(
        choices=tuple(_choices(keep, other)),
        counts=_counts(keep, other),
        contacts=tuple(each for each in theirs if each not in both),
        refusals=tuple(
            each for each in keep.consents.filter(given=True) if (each.channel, each.purpose) in refused
        ),
        shared=tuple(shared),
        closes_handoff=_both(HandOff, keep, other, ("open", "offered")),
        closes_line=_both(PlannedTouch, keep, other, (PlannedTouch.State.OPEN,)),
    )


def _choices(keep: Customer, other: Customer) -> list[Choice]:
    pairs = ((name, getattr(keep, name), getattr(other, name)) for name in (*FIELDS, "owner"))
    return [
        Choice(name=name, keep=mine, other=its, proposed="keep" if mine or not its else "other")
        for name, mine, its in pairs
        if mine != its
    ]


def _counts(keep: Customer, other: Customer) -> Mapping[str, tuple[int, int]]:
    def rows(customer: Customer) -> dict[str, int]:
        return {
            "orders": Order.objects.filter(customer=customer).count(),
            "touches": Touch.objects.filter(customer=customer, undone_at__isnull=True).count(),
            "notes": customer.notes.count(),
            "contacts": customer.contacts.count(),
        }

    mine, its = rows(keep), rows(other)
    return {name: (mine[name], its[name]) for name in mine}


def _both(
    model: type[HandOff] | type[PlannedTouch], keep: Customer, other: Customer, states: tuple[str, ...]
) -> bool:
    found = model._default_manager.filter(customer__in=[keep, other], state__in=states)  # noqa: SLF001
    return found.values("customer").distinct().count() > 1
