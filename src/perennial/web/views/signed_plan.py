"""A plan that was previewed, sealed into the form that carries it out: what is done is what was shown."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.core import signing
from django.http import HttpRequest

from perennial.core.errors import UserError

__all__ = ["open_plan", "seal_plan"]

_SALT = "perennial.plan"
_HOLDS = 24 * 3600


def seal_plan(request: HttpRequest, **parts: Mapping[int, Sequence[int]] | int) -> str:
    """Seal a plan for who looks at it, with a number by which it is carried out once."""
    return signing.dumps({**parts, "by": request.user.pk, "act": str(uuid4())}, salt=_SALT, compress=True)


def open_plan(request: HttpRequest) -> dict[str, Any]:
    """Read the plan that a form brings back.

    Raises
    ------
    UserError
        It was not sealed here for this person, or too long ago.
    """
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOLDS)
    except signing.BadSignature:
        plan = {}
    if plan.get("by") != request.user.pk:
        raise UserError("Look at the preview again.")
    return {
        name: {int(key): ids for key, ids in part.items()} if isinstance(part, dict) else part
        for name, part in plan.items()
    }
