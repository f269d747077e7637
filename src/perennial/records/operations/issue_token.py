"""Give somebody a token of the API, and take it back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import ApiToken, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.secrets_of_links import hash_of_secret, new_secret
from perennial.records.rights import may

__all__ = ["SCOPES", "issue_token", "revoke_token", "scopes_of"]

#: What a token may be good for, and the act its owner needs.
SCOPES = {"read": "api.read", "orders:write": "api.write"}


def scopes_of(user: User) -> list[str]:
    """Give the scopes that somebody may put on a token."""
    return [scope for scope, act in SCOPES.items() if may(user, act)]


@transaction.atomic
def issue_token(*, user: User, name: str, scopes: Iterable[str]) -> tuple[ApiToken, str]:
    """Make a token; its text is given once, only its hash is kept.

    Raises
    ------
    UserError
        A scope is not the person's to give.
    """
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(scopes_of(user)):
        raise UserError("A token may do only what you may do yourself.")
    text = new_secret("perennial_")
    token = ApiToken.objects.create(
        user=user, name=name.strip(), token_hash=hash_of_secret(text), scopes=wanted
    )
    note_act(user, "token", token, scopes=wanted)
    return token, text


@transaction.atomic
def revoke_token(*, user: User, token: ApiToken) -> None:
    """Make a token stop working; doing it twice changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        note_act(user, "token.revoke", token)
