"""Make the form for leads, renew its address, switch it off, and set what people agree to."""

import secrets

from django.db import transaction
from django.utils import timezone

from perennial.records.models import LeadForm, User
from perennial.records.operations.audit import note_act

__all__ = ["renew_lead_form", "set_lead_consent", "stop_lead_form"]

_BYTES = 18


@transaction.atomic
def renew_lead_form(by: User) -> LeadForm:
    """Give the form a new address; the old one, if there was one, leads nowhere."""
    form = _change(secret=secrets.token_urlsafe(_BYTES))
    note_act(by, "lead_form.make", form)
    return form


@transaction.atomic
def stop_lead_form(by: User) -> LeadForm:
    """Switch the form off."""
    form = _change(secret="")
    note_act(by, "lead_form.stop", form)
    return form


@transaction.atomic
def set_lead_consent(by: User, text: str) -> LeadForm:
    """Set what people agree to; empty stands for the usual sentence."""
    form = _change(consent=text.strip())
    note_act(by, "lead_form.consent", form)
    return form


def _change(**values: str) -> LeadForm:
    return LeadForm.objects.update_or_create(id=1, defaults={**values, "changed_at": timezone.now()})[0]
