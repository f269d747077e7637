"""Invite a person by a link that is shown once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Department, Invitation, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.secrets_of_links import hash_of_secret, new_secret

__all__ = ["VALID_DAYS", "invite", "take_back_invitation"]

#: Days in which an invitation may be accepted.
VALID_DAYS = 7


@transaction.atomic
def invite(
    *, by: User, email: str, name: str, role: str, department: Department | None = None
) -> tuple[Invitation, str]:
    """Invite somebody; an older open invitation to the same address stops working.

    Returns
    -------
    tuple
        The invitation and the secret of its link, which cannot be had again.

    Raises
    ------
    UserError
        Somebody with this address is in the house already.
    """
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise UserError("Somebody with the address {email} is in the house already.", email=address)
    Invitation.objects.filter(email=address, accepted_at__isnull=True).delete()
    secret = new_secret()
    invitation = Invitation.objects.create(
        email=address,
        name=name.strip(),
        role=role,
        department=department,
        token_hash=hash_of_secret(secret),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=VALID_DAYS),
    )
    note_act(by, "invite", invitation, role=role)
    return invitation, secret


@transaction.atomic
def take_back_invitation(*, by: User, invitation: Invitation) -> None:
    """Make the link of an open invitation stop working."""
    note_act(by, "invite.take_back", invitation)
    invitation.delete()
