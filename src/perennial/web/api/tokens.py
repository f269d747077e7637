"""Who asks, by a bearer token: what it may do is the least of its scopes and of its owner's rights."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from perennial.records.models import ApiToken
from perennial.records.operations.issue_token import SCOPES
from perennial.records.operations.secrets_of_links import hash_of_secret
from perennial.records.rights import may

__all__ = ["Bearer", "TokenThrottle", "require_scope"]

_SEEN_EVERY = timedelta(minutes=1)


class Bearer(HttpBearer):
    """Finds the token; its owner is who asks from then on."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Give the token, or nothing where it is unknown, revoked, or its owner has left."""
        found = (
            ApiToken.objects.select_related("user")
            .filter(token_hash=hash_of_secret(token), revoked_at__isnull=True, user__is_active=True)
            .first()
        )
        if found is None:
            return None
        now = timezone.now()
        if found.last_used_at is None or found.last_used_at < now - _SEEN_EVERY:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
        request.user = found.user
        return found


class TokenThrottle(SimpleRateThrottle):
    """So many requests a minute for each token."""

    def __init__(self, rate: str = "300/min") -> None:
        super().__init__(rate)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Count by token."""
        token = getattr(request, "auth", None)
        return f"api-{token.pk}" if isinstance(token, ApiToken) else None


def require_scope(request: Any, scope: str) -> ApiToken:
    """Refuse a token without this scope, or whose owner may not do as much any more."""
    token: ApiToken = request.auth
    if scope not in token.scopes or not may(token.user, SCOPES[scope]):
        raise PermissionDenied(scope)
    return token
