"""The register of erasures: numbers of acts, suppressed contacts, and lines outside the database."""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max

from perennial.records.models import Business, Erasure, Suppression
from perennial.records.operations.restore_erasures import REGISTER

__all__ = ["add_lines", "next_number", "suppress"]


def next_number() -> int:
    """Give the number of the next act; of two at once the second waits. Call inside a transaction."""
    Business.objects.get_or_create(id=1)
    Business.objects.select_for_update().get(id=1)
    return (Erasure.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def suppress(digests: Iterable[str], at: datetime) -> None:
    """Remember hashes, written ``kind:digest``, of contacts that must not be used again."""
    pairs = (each.split(":", 1) for each in digests)
    Suppression.objects.bulk_create(
        (Suppression(kind=kind, digest=digest, at=at) for kind, digest in pairs), ignore_conflicts=True
    )


def add_lines(number: int, customer_ids: Iterable[int], digests: Iterable[str], at: datetime) -> None:
    """Add a line a record to the register beside the database, by which a restored copy erases again."""
    said: dict[str, Any] = {"number": number, "at": at.isoformat(), "digests": list(digests)}
    lines = "".join(json.dumps({**said, "customer_id": pk}) + "\n" for pk in customer_ids)
    path = Path(settings.DATA_DIR) / REGISTER
    with open(path, "a", encoding="utf-8", opener=_private) as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
