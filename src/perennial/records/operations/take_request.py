"""Take in what somebody asked by the form: a lead, or a word to whoever looks after them already."""

from django.db import transaction
from django.urls import reverse

from perennial.core.message import Message
from perennial.records.models import Customer, Lead
from perennial.records.models.words import Channel, Purpose, Role
from perennial.records.operations.add_lead import NewLead, add_lead, known_by
from perennial.records.operations.add_note import add_note
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.tell_people import tell_people

__all__ = ["take_request"]

_ASKED = Message("A customer of yours has asked something by the form.")


@transaction.atomic
def take_request(new: NewLead, *, basis: str) -> Lead | None:
    """Take a request in; of a customer whom a farmer looks after only the note is kept, and no lead begins.

    Parameters
    ----------
    basis
        Where they agreed to be answered, as it is written beside the consent.

    Raises
    ------
    UserError
        The phone or the address cannot be one.
    """
    known = known_by(new)
    if known is not None and known.owner is not None and _is_kept(known):
        if new.note.strip():
            add_note(None, known, new.note)
        tell_people([known.owner], _ASKED, reverse("customer", args=[known.pk]))
        return None
    lead, is_new = add_lead(None, new)
    agreed = {Channel.CALL: new.phone, Channel.MESSAGE: new.phone, Channel.MAIL: new.email}
    for channel in (each for each, value in agreed.items() if value):
        change_consent(None, lead.customer, channel=channel, purpose=Purpose.SERVICE, given=True, basis=basis)
    said = Message("A new lead has come by the form. Who is called at once buys more often.")
    tell_people([lead.hunter], said if is_new else _ASKED, reverse("pipeline_lead", args=[lead.pk]))
    return lead


def _is_kept(customer: Customer) -> bool:
    return customer.owner is not None and customer.owner.is_active and customer.owner.role != Role.HUNTER
