"""Make the form for leads, renew its address, switch it off, and set what people agree to."""

import secrets

from django.db import transaction
from django.utils import timezone

from perennial.records.models import LeadForm, User
from perennial.records.operations.audit import note_act

__all__ = ["renew_lead_form", "set_lead_consent", "stop_lead_form"]

_BYTES = 18


def renew_lead_form(by: User) -> LeadForm:
    """Give the form a new address; the old one, if there was one, leads nowhere."""
    return _change(by, "lead_form.make", secret=secrets.token_urlsafe(_BYTES))


def stop_lead_form(by: User) -> LeadForm:
    """Switch the form off."""
    return _change(by, "lead_form.stop", secret="")


def set_lead_consent(by: User, text: str) -> LeadForm:
    """Set what people agree to; empty stands for the usual sentence."""
    return _change(by, "lead_form.consent", consent=text.strip())


@transaction.atomic
def _change(by: User, act: str, **values: str) -> LeadForm:
    form, _ = LeadForm.objects.update_or_create(id=1, defaults={**values, "changed_at": timezone.now()})
    note_act(by, act, form)
    return form
