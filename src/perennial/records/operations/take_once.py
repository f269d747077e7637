"""Carry out a request once, however often it is sent with the same key."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import ApiToken, KeptAnswer

__all__ = ["KEPT_FOR", "KeyUsedError", "take_once"]

KEPT_FOR = timedelta(hours=24)
Answer = tuple[int, Any]


class KeyUsedError(UserError):
    """The key was used for another request."""


def take_once(token: ApiToken, key: str, digest: str, do: Callable[[], Answer]) -> Answer:
    """Do what a request asks, or give the answer that its first sending got.

    Parameters
    ----------
    key
        Chosen by the sender; it is remembered for a day.
    digest
        Of the whole request.

    Raises
    ------
    KeyUsedError
        The key came with another request before.
    """
    KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.filter(token=token, key=key).first()
            return _kept(kept, digest) if kept else _done(token, key, digest, do)
    except IntegrityError:  # sent twice at one moment: the other one was first
        kept = KeptAnswer.objects.filter(token=token, key=key).first()
        if kept is None:
            raise
        return _kept(kept, digest)


def _done(token: ApiToken, key: str, digest: str, do: Callable[[], Answer]) -> Answer:
    kept = KeptAnswer.objects.create(token=token, key=key, digest=digest)
    kept.status, kept.body = do()
    kept.save(update_fields=["status", "body"])
    return kept.status, kept.body


def _kept(kept: KeptAnswer, digest: str) -> Answer:
    if kept.digest != digest:
        raise KeyUsedError("This Idempotency-Key was sent with another request before; choose a new one.")
    return kept.status, kept.body
