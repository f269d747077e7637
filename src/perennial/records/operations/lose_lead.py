"""Close a lead by hand because they do not buy, and open it again."""

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Lead, User
from perennial.records.operations.add_note import add_note
from perennial.records.operations.audit import note_act
from perennial.records.operations.move_lead import lock_open
from perennial.records.operations.plan_leads import plan_leads

__all__ = ["lose_by_hand", "open_again"]

_LONGEST = 200


@transaction.atomic
def lose_by_hand(by: User, lead: Lead, reason: str, text: str = "") -> Lead:
    """Close a lead with the reason; what was said besides becomes a note.

    Raises
    ------
    UserError
        The lead is closed, or no reason is given.
    """
    now, said = lock_open(lead), text.strip()
    if not reason and not said:
        raise UserError("Say why they do not want it.")
    now.closed_at, now.lost_reason = timezone.now(), (reason or said)[:_LONGEST]
    now.save(update_fields=["closed_at", "lost_reason"])
    if said:
        add_note(by, now.customer, said)
    note_act(by, "lead.lose", now, customer=now.customer_id, reason=reason)
    _plan(now)
    return now


@transaction.atomic
def open_again(by: User, lead: Lead) -> Lead:
    """Take back that a lead is lost; one that was won stays won.

    Raises
    ------
    UserError
        It was won.
    """
    now = Lead.objects.select_for_update().get(pk=lead.pk)
    if now.won_order_id is not None:
        raise UserError("This lead was won.")
    if now.closed_at is not None:
        now.closed_at, now.lost_reason = None, ""
        now.save(update_fields=["closed_at", "lost_reason"])
        note_act(by, "lead.reopen", now, customer=now.customer_id)
        _plan(now)
    return now


def _plan(lead: Lead) -> None:
    if lead.hunter_id is not None:
        plan_leads({lead.hunter_id})
