"""The form by which a touch is logged on a customer's page: the same as on Today."""

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from perennial.records.models import Customer, User
from perennial.records.models.words import LEAD_OUTCOMES, Outcome
from perennial.records.operations.close_leads import lead_at
from perennial.web.forms.touch import OUTCOMES, TouchForm

__all__ = ["touch_form"]


def touch_form(customer: Customer, user: Any, data: Any = None) -> TouchForm:
    """Make the form with a key of its own, so that it is logged once however often it is sent.

    Of a lead it asks in the words of a first sale.
    """
    assert isinstance(user, User)
    is_lead = lead_at(None, customer, user) is not None
    form = TouchForm(data, initial={"key": uuid4()}, auto_id="touch-%s", is_lead=is_lead)
    outcome: Any = form.fields["outcome"]
    outcome.choices = [(each.value, each.label) for each in OUTCOMES]
    if is_lead:
        outcome.choices = [
            (each.value, LEAD_OUTCOMES.get(each, each.label)) for each in OUTCOMES if each != Outcome.LEFT
        ]
        form.fields["promise_day"].label = _("A meeting, or the first order, on")
    del form.fields["leave_reason" if is_lead else "lost_reason"]
    return form
