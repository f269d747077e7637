"""What the customers' list says of those who have not bought yet."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.records.models import Customer, Lead
from perennial.records.queries.customer_list_leads import leads_of
from perennial.records.queries.lead_calls import tell_of
from perennial.web.forms.touch import LOST_REASONS

__all__ = ["leads_told"]


def leads_told(customers: Iterable[Customer]) -> Mapping[int, Message]:
    """Say of each how far work on the first sale has come, or that it was given up; by the customer's id."""
    return {
        pk: tell_of(lead, worked) if lead.closed_at is None else _lost(lead)
        for pk, (lead, worked) in leads_of(customers).items()
    }


def _lost(lead: Lead) -> Message:
    day = day_of(timezone.localdate(lead.closed_at))
    if lead.won_order_id is not None:
        return Message("The first order came on {day:date}", {"day": day})
    if not lead.lost_reason:
        return Message("The lead was closed on {day:date}", {"day": day})
    reason = str(dict(LOST_REASONS).get(lead.lost_reason, lead.lost_reason))
    return Message("The lead was closed on {day:date}: {reason}", {"day": day, "reason": reason})
