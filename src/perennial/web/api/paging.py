"""Lists in pages: a cursor says where the next one begins, however much is added meanwhile."""

import base64
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from ninja.errors import HttpError

__all__ = ["MOST", "page_of"]

MOST = 500


def page_of(
    rows: QuerySet[Any], cursor: str, limit: int, write: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Give one page of rows by rising number, and the cursor of the next; none where it ends."""
    after = _read(cursor) if cursor else 0
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    items = [write(row) for row in found[:limit]]
    return {"items": items, "next": _write(found[limit - 1].pk) if len(found) > limit else None}


def _write(pk: int) -> str:
    return base64.urlsafe_b64encode(f"after:{pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return int(text.removeprefix("after:"))
    except ValueError as error:
        raise HttpError(400, "This cursor is not one of ours.") from error
