"""Carry out what is sent once, however often it comes with the same key."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse, JsonResponse

from perennial.records.models import ApiToken
from perennial.records.operations.take_once import take_once

__all__ = ["answer_once"]


def answer_once(request: Any, token: ApiToken, do: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Do it in one transaction, or give the answer that its first sending got."""
    key = request.headers.get("Idempotency-Key", "")[:200]
    if not key:
        with transaction.atomic():
            return JsonResponse(do())
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    status, body = take_once(token, key, digest, lambda: (200, do()))
    return JsonResponse(body, status=status)
