"""Pages of signing in that are ours: those that make no sense here, and lost passwords without mail."""

from typing import Any

from allauth.account.views import password_reset as _by_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from perennial.records.queries.sending import may_send_mail
from perennial.web.access import needs, public

__all__ = ["gone", "no_connections", "password_reset"]


@public
def gone(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer for pages of the library that this house does not have: nobody signs up by themselves."""
    del request, kwargs
    raise Http404


@needs("profile")
def no_connections(request: HttpRequest) -> HttpResponse:
    """Lead to the profile: whoever comes by OpenID Connect is bound by their address, nothing is managed."""
    del request
    return redirect("account_profile")


@public
def password_reset(request: HttpRequest) -> HttpResponse:
    """Send a link for a new password; without mail, say whom to ask."""
    if may_send_mail():
        return _by_mail(request)  # type: ignore[no-any-return]
    return render(request, "account/password_reset_ask.html")
