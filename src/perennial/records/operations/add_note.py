"""Write a remark on a customer."""

from django.db import transaction

from perennial.records.models import Customer, Note, User
from perennial.records.operations.audit import note_act

__all__ = ["add_note", "remove_note"]


@transaction.atomic
def add_note(by: User | None, customer: Customer, text: str) -> Note:
    """Add a note."""
    note = Note.objects.create(customer=customer, author=by, text=text.strip())
    note_act(by, "note.add", note, customer=customer.pk)
    return note


@transaction.atomic
def remove_note(by: User | None, note: Note) -> None:
    """Remove a note."""
    note_act(by, "note.remove", note, customer=note.customer_id)
    note.delete()
