"""Keep when each lead was first answered: our first touch of theirs since the lead came in."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from perennial.records.models import Lead, Touch
from perennial.records.models.words import Direction

__all__ = ["answer_leads"]

_AT_ONCE = 500


def answer_leads(customer_ids: Iterable[int]) -> None:
    """Set the first answer of all leads of some customers anew, as their touches tell now."""
    ours = Touch.objects.filter(
        customer=OuterRef("customer"),
        direction=Direction.OUT,
        undone_at__isnull=True,
        happened_at__gte=OuterRef("entered_at"),
    )
    first = ours.order_by("happened_at").values("happened_at")[:1]
    ids = sorted(set(customer_ids))
    for at in range(0, len(ids), _AT_ONCE):
        leads = Lead.objects.filter(customer__in=ids[at : at + _AT_ONCE])
        leads.update(first_answer_at=Subquery(first))
