"""Deny by default: a page that names no act is not shown to anybody."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

__all__ = ["OPEN_MODULES", "DenyByDefaultMiddleware"]

#: Views of libraries that guard themselves: signing in, the back office, static files.
OPEN_MODULES = (
    "allauth.",
    "django.contrib.admin.",
    "django.views.i18n",
    "django.contrib.staticfiles",
    "unfold.",
    "anymail.webhooks.",  # asks for the password of the page, without which it has no address
)


class DenyByDefaultMiddleware:
    """Refuses views of ours without an act, and asks for signing in before views of libraries elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Look for the view's act."""
        del args, kwargs
        if getattr(view, "act", None) or getattr(view, "__module__", "").startswith(OPEN_MODULES):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
