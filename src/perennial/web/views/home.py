"""The front door: where each person's day begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from perennial.records.models import User
from perennial.records.models.words import Role
from perennial.web.access import public

__all__ = ["home"]

_FIRST = {Role.OWNER: "overview", Role.HEAD: "overview", Role.ANALYST: "rhythm"}


@public
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to the page their day begins with; a new house to its first account."""
    if not request.user.is_authenticated:
        return redirect("account_login" if User.objects.exists() else "first_account")
    return redirect(_FIRST.get(Role(request.user.role), "today"))
