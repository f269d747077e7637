"""The page behind the link of an invitation."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from perennial.core.errors import UserError
from perennial.records.operations.accept_invitation import accept_invitation, open_invitation
from perennial.web.access import public
from perennial.web.forms.people import AcceptForm
from perennial.web.views.settings_tabs import refuse

__all__ = ["accept"]

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@never_cache
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a name and a password, and let the person in."""
    invitation = open_invitation(secret)
    if invitation is None:
        return render(request, "perennial/accounts/link_dead.html", status=410)
    form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(secret=secret, **form.cleaned_data)
        except UserError as error:
            refuse(request, form, error)
        else:
            logout(request)  # whoever opened the link on a shared computer may still be signed in
            login(request, user, backend=_BACKEND)
            return redirect("home")
    return render(request, "perennial/accounts/accept.html", {"form": form, "invitation": invitation})
