"""Switch the measuring of drift on, once the staff has the notice in hand; and off again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Business, User
from perennial.records.operations.audit import note_act

__all__ = ["confirm_drift", "stop_drift"]


@transaction.atomic
def confirm_drift(by: User, at: datetime | None = None) -> None:
    """Note that the owner has given the notice to the staff; drift is measured from now on."""
    _set(at or timezone.now(), by)
    note_act(by, "drift.confirm")


@transaction.atomic
def stop_drift(by: User) -> None:
    """Measure no more; what was measured stays with each seller and can be seen by nobody else."""
    _set(None, None)
    note_act(by, "drift.stop")


def _set(at: datetime | None, by: User | None) -> None:
    Business.objects.get_or_create(id=1)
    business = Business.objects.select_for_update().get(id=1)
    business.drift_confirmed_at, business.drift_confirmed_by = at, by
    business.save()
