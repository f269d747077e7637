"""Counts what visitors ask of pages that stand open to everybody."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from perennial.web.accounts.adapter import AccountAdapter

__all__ = ["too_many"]

_SPAN = 600  # seconds


def too_many(request: HttpRequest, what: str, *, from_one: int, from_all: int) -> bool:
    """Count a request; say whether there have been too many from this address, or from everywhere.

    Parameters
    ----------
    what
        Is counted apart from all else.
    from_one, from_all
        So many within ten minutes are let through.
    """
    span = int(timezone.now().timestamp()) // _SPAN
    address, many = AccountAdapter().get_client_ip(request), []
    for whose, most in ((address, from_one), ("all", from_all)):
        key = f"{what}-{span}-{whose}"
        cache.set(key, cache.get(key, 0) + 1, _SPAN)
        many.append(cache.get(key) > most)
    return any(many)
