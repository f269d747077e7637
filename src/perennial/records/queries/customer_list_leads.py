"""What was done about those in the customers' list who have not bought yet."""

from collections.abc import Iterable, Mapping

from perennial.records.models import Customer, Lead
from perennial.records.queries.lead_calls import Worked, work_on

__all__ = ["leads_of"]


def leads_of(customers: Iterable[Customer]) -> Mapping[int, tuple[Lead, Worked]]:
    """Give the latest lead of each who has not bought, an open one before others, with the work on it.

    Returns
    -------
    Mapping
        By the customer's id.
    """
    waiting = [each.pk for each in customers if not (each.stage or each.first_order_on)]
    if not waiting:
        return {}
    found = Lead.objects.filter(customer__in=waiting)
    ordered = sorted(found, key=lambda lead: (lead.closed_at is None, lead.entered_at, lead.pk))
    leads = {lead.customer_id: lead for lead in ordered}
    worked = work_on(leads.values())
    return {pk: (lead, worked[lead.pk]) for pk, lead in leads.items()}
