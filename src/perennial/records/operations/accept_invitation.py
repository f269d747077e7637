"""Accept an invitation: its link becomes a person of the house."""

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Invitation, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.secrets_of_links import hash_of_secret

__all__ = ["accept_invitation", "open_invitation"]


def open_invitation(secret: str) -> Invitation | None:
    """Give the invitation of a link while it may be accepted."""
    return Invitation.objects.filter(
        token_hash=hash_of_secret(secret), accepted_at__isnull=True, expires_at__gt=timezone.now()
    ).first()


@transaction.atomic
def accept_invitation(*, secret: str, name: str, password: str) -> User:
    """Make the person who was invited.

    Raises
    ------
    UserError
        The link was used, taken back, or is too old.
    """
    found = open_invitation(secret)
    # Locked and looked at again, so that a link pressed twice makes one person.
    invitation = (
        None
        if found is None
        else Invitation.objects.select_for_update().filter(pk=found.pk, accepted_at__isnull=True).first()
    )
    if invitation is None or User.objects.filter(email=invitation.email).exists():
        raise UserError("This link does not work any more. Ask whoever invited you for a new one.")
    user = User.objects.create_user(
        invitation.email, password, name=name.strip(), role=invitation.role, department=invitation.department
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    note_act(user, "invite.accept", invitation)
    return user
