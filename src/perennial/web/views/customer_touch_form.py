"""The form by which a touch is logged on a customer's page: the same as on Today."""

from typing import Any
from uuid import uuid4

from perennial.web.forms.touch import OUTCOMES, TouchForm

__all__ = ["touch_form"]


def touch_form(data: Any = None) -> TouchForm:
    """Make the form with a key of its own, so that it is logged once however often it is sent."""
    form = TouchForm(data, initial={"key": uuid4()}, auto_id="touch-%s")
    outcome: Any = form.fields["outcome"]
    outcome.choices = [(each.value, each.label) for each in OUTCOMES]
    return form
