"""Write down why a customer left, and take that back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Customer, LeaveReason, User
from perennial.records.operations.audit import note_act

__all__ = ["note_leaving", "undo_leaving"]


@transaction.atomic
def note_leaving(
    by: User | None, customer: Customer, *, reason: str, text: str = "", at: datetime | None = None
) -> LeaveReason:
    """Note why a customer left; what was said before stays in the history."""
    said = LeaveReason.objects.create(
        customer=customer, by=by, reason=reason, text=text.strip(), at=at or timezone.now()
    )
    note_act(by, "leaving.note", said, customer=customer.pk, reason=reason)
    return said


@transaction.atomic
def undo_leaving(by: User | None, said: LeaveReason) -> None:
    """Take back why a customer left."""
    LeaveReason.objects.filter(pk=said.pk, undone_at__isnull=True).update(undone_at=timezone.now())
    note_act(by, "leaving.undo", said, customer=said.customer_id)
