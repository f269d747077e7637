"""Take away the second factor of somebody who lost their phone and their codes."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from perennial.records.models import User
from perennial.records.operations.audit import note_act

__all__ = ["reset_second_factor"]


@transaction.atomic
def reset_second_factor(*, by: User, person: User) -> bool:
    """Remove all second factors of a person; say whether there was one."""
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if removed:
        note_act(by, "second_factor.reset", person)
    return bool(removed)
