"""The notice to the staff about measured weeks, to be printed, and the owner's word that it was given."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.records.models import Business
from perennial.records.operations.confirm_drift import confirm_drift, stop_drift
from perennial.records.rights import may
from perennial.web.access import needs

__all__ = ["confirm", "notice", "stop"]


@needs("drift.see")
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Show the notice in both languages."""
    context = {
        "settings": Business.current(),
        "may_confirm": may(request.user, "drift.confirm"),
        "languages": ("en", "ru") if request.LANGUAGE_CODE == "en" else ("ru", "en"),
    }
    return render(request, "perennial/departments/drift_notice.html", context)


@needs("drift.confirm")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Switch the measuring on."""
    if request.POST.get("given") != "1":
        messages.error(request, gettext("Give the notice to everybody first, then tick that you did."))
    else:
        confirm_drift(_user(request))
        messages.success(request, gettext("From now on weeks are read. Each seller sees their own first."))
    return redirect("drift_notice")


@needs("drift.confirm")
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Switch it off."""
    stop_drift(_user(request))
    messages.success(request, gettext("Weeks are read no more."))
    return redirect("drift_notice")


def _user(request: HttpRequest) -> Any:
    return request.user
