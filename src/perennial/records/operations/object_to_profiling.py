"""Note that a customer objects to being forecast: what was forecast and planned for them goes at once."""

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Customer, PlannedTouch, User
from perennial.records.operations import change_customer

__all__ = ["object_to_profiling"]


@transaction.atomic
def object_to_profiling(by: User | None, customer: Customer, *, on: bool) -> int:
    """Note an objection, or that there is none any more; gives how many planned touches were dropped.

    The next refresh leaves the customer out, or takes them in again. They are still counted in sums.
    """
    change_customer.object_to_profiling(by, customer, objects=on)
    if not on:
        return 0
    planned = PlannedTouch.objects.filter(customer=customer, state=PlannedTouch.State.OPEN)
    return planned.update(state=PlannedTouch.State.DROPPED, closed_at=timezone.now())
