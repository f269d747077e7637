"""Put what a hunter means to do next with a lead on their list of that day."""

from perennial.records.models import Lead, PlannedTouch
from perennial.records.models.words import Play
from perennial.records.queries.lead_calls import to_do
from perennial.records.queries.stored_message import message_to_json

__all__ = ["plan_next_action"]


def plan_next_action(lead: Lead) -> None:
    """Move the open line of a lead to the day of the next action, or open one; other lines stay.

    The nightly plan keeps the day, as calls are due on it.
    """
    if lead.next_on is None or lead.hunter_id is None:
        return
    values = {"day": lead.next_on, "reason": message_to_json(to_do(lead)), "snoozed_until": None}
    line = PlannedTouch.objects.filter(customer=lead.customer_id, state=PlannedTouch.State.OPEN).first()
    if line is None:
        PlannedTouch.objects.create(
            customer_id=lead.customer_id, lead=lead, seller_id=lead.hunter_id, play=Play.FIRST, **values
        )
    elif line.play == Play.FIRST:
        PlannedTouch.objects.filter(pk=line.pk).update(lead=lead, **values)
