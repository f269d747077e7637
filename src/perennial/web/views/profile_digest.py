"""Set the messenger to which one's own list goes each morning, try it, and stop it."""

from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.operations.digest_today import set_digest, try_digest
from perennial.web.access import needs
from perennial.web.forms.messages import DigestForm
from perennial.web.speech import words_of

__all__ = ["digest"]


@needs("today")
@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Set, try or stop it."""
    try:
        said = _done(request, request.POST.get("do", ""))
    except UserError as error:
        notes.error(request, words_of(request).say(error.message))
    else:
        notes.success(request, said)
    return redirect("account_profile")


def _done(request: HttpRequest, act: str) -> str:
    user = _user(request)
    if act == "stop":
        set_digest(user, "")
        return gettext("The list goes to no messenger any more.")
    if act == "try":
        try_digest(user, timezone.localdate())
        return gettext("A message is on its way to your messenger.")
    form = DigestForm(request.POST)
    if not form.is_valid():
        raise UserError("This is no address of a messenger that can be written to.")
    set_digest(user, form.cleaned_data["url"])
    return gettext("Saved.")


def _user(request: HttpRequest) -> Any:
    return request.user
