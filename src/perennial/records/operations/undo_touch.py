"""Take a touch back, with everything that followed from it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Contact, Given, LeaveReason, PlannedTouch, Promise, Touch, User
from perennial.records.operations.answer_leads import answer_leads
from perennial.records.operations.audit import note_act
from perennial.records.operations.close_leads import reopen_lead
from perennial.records.operations.offers.give import take_back
from perennial.records.operations.trials.mark_touched import unmark_touched

__all__ = ["undo_touch"]


@transaction.atomic
def undo_touch(seller: User, key: UUID) -> Touch:
    """Undo a touch of one's own; a second time changes nothing.

    The touch stays, marked: sending it once more after a lost network must not bring it back.

    Raises
    ------
    UserError
        There is no such touch of this seller.
    """
    touch = Touch.objects.select_for_update(of=("self",)).filter(key=key, seller=seller).first()
    if touch is None:
        raise UserError("This touch is not there any more.")
    if touch.undone_at is not None:
        return touch
    touch.undone_at = timezone.now()
    touch.save(update_fields=["undone_at"])
    _take_back(touch)
    reopen_lead(touch)
    if touch.customer_id is not None:
        answer_leads([touch.customer_id])
        unmark_touched(touch)
    if not PlannedTouch.objects.filter(made_by=touch).exists():
        _open_again(touch)
    note_act(seller, "touch.undo", touch, outcome=touch.outcome)
    return touch


def _take_back(touch: Touch) -> None:
    for given in Given.objects.filter(touch=touch, undone_at__isnull=True):
        take_back(given, touch.seller)
    Promise.objects.filter(touch=touch, undone_at__isnull=True).update(undone_at=touch.undone_at)
    if touch.customer_id is None:
        return
    LeaveReason.objects.filter(
        customer=touch.customer_id, by=touch.seller_id, at=touch.happened_at, undone_at__isnull=True
    ).update(undone_at=touch.undone_at)
    Contact.objects.filter(customer=touch.customer_id, wrong_since=touch.happened_at).update(wrong_since=None)
    PlannedTouch.objects.filter(made_by=touch, state=PlannedTouch.State.OPEN).delete()


def _open_again(touch: Touch) -> None:
    """Open what the touch closed, save where another line of the customer has been planned since."""
    closed = PlannedTouch.objects.filter(touch=touch, state=PlannedTouch.State.DONE)
    taken = PlannedTouch.objects.filter(
        customer__in=closed.values("customer"), state=PlannedTouch.State.OPEN
    ).values_list("customer_id", flat=True)
    latest = {line.customer_id: line.pk for line in closed.order_by("id")}
    again = [pk for customer, pk in latest.items() if customer not in set(taken)]
    PlannedTouch.objects.filter(pk__in=again).update(
        state=PlannedTouch.State.OPEN, touch=None, closed_at=None
    )
