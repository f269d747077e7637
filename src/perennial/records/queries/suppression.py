"""Contacts that must not be used again: known by a keyed hash only, so that the list names nobody."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from perennial.records.models import Suppression

__all__ = ["digest_of", "is_suppressed", "which_suppressed"]

_PURPOSE = b"perennial suppression"
_AT_ONCE = 500


def digest_of(normal: str) -> str:
    """Give the hash of a contact, a tax number or an id in its one form (HMAC-SHA256, RFC 2104)."""
    key = hmac.new(settings.SECRET_KEY.encode(), _PURPOSE, hashlib.sha256).digest()
    return hmac.new(key, normal.encode(), hashlib.sha256).hexdigest()


def is_suppressed(normal: str) -> bool:
    """Say whether a contact in its one form belongs to somebody who was erased."""
    return bool(which_suppressed([normal]))


def which_suppressed(normals: Iterable[str]) -> frozenset[str]:
    """Give those of some contacts, in their one form, that belong to somebody who was erased."""
    by_digest = {digest_of(each): each for each in normals if each}
    digests, found = list(by_digest), set[str]()
    for begin in range(0, len(digests), _AT_ONCE):
        chunk = Suppression.objects.filter(digest__in=digests[begin : begin + _AT_ONCE])
        found |= {by_digest[digest] for digest in chunk.values_list("digest", flat=True)}
    return frozenset(found)
