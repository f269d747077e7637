"""What a page asks of who opens it: no page without an act, and another's record is not found."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from perennial.records.models import Customer
from perennial.records.queries.visible import customers_for
from perennial.records.rights import RIGHTS, may

__all__ = ["PUBLIC", "View", "customer_or_404", "needs", "public", "record_or_404"]

View = Callable[..., HttpResponse]

#: The act of pages that need nobody signed in.
PUBLIC = "public"


def needs(act: str) -> Callable[[View], View]:
    """Let only those in whose role the act is; ask the others to sign in, or refuse."""
    if act not in RIGHTS:
        raise ValueError(f"no such act: {act}")

    def of(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return of


def public(view: View) -> View:
    """Mark a page that needs nobody signed in; it must check by itself whatever it needs."""
    view.act = PUBLIC  # type: ignore[attr-defined]
    return view


def customer_or_404(request: HttpRequest, pk: int, act: str = "customer.see") -> Customer:
    """Give a customer on whom who asks may act; anybody else's looks as if it were not there."""
    return get_object_or_404(customers_for(request.user, act), pk=pk)


def record_or_404(request: HttpRequest, model: Any, pk: int, act: str) -> Any:
    """Give a record on which who asks may act; anybody else's looks as if it were not there."""
    record = get_object_or_404(model, pk=pk)
    if not may(request.user, act, record):
        raise Http404
    return record
