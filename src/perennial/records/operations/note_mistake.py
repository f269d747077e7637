"""Write down a serious mistake of ours, and that it has been put right."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Customer, Mistake, User
from perennial.records.operations.audit import note_act

__all__ = ["note_mistake", "open_mistake_again", "solve_mistake"]


@transaction.atomic
def note_mistake(by: User | None, customer: Customer, text: str, *, at: datetime | None = None) -> Mistake:
    """Note a mistake; until it is solved nobody is held out of a touch because of a trial."""
    mistake = Mistake.objects.create(customer=customer, by=by, text=text.strip(), at=at or timezone.now())
    note_act(by, "mistake.add", mistake, customer=customer.pk)
    return mistake


@transaction.atomic
def solve_mistake(by: User | None, mistake: Mistake) -> None:
    """Note that a mistake has been put right."""
    Mistake.objects.filter(pk=mistake.pk, solved_at__isnull=True).update(solved_at=timezone.now())
    note_act(by, "mistake.solve", mistake, customer=mistake.customer_id)


@transaction.atomic
def open_mistake_again(by: User | None, mistake: Mistake) -> None:
    """Take back that a mistake has been put right."""
    Mistake.objects.filter(pk=mistake.pk).update(solved_at=None)
    note_act(by, "mistake.open", mistake, customer=mistake.customer_id)
