"""The gateway for messengers and SMS: its address, its secret shown once, a sample with its answer."""

from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from perennial.core.errors import UserError
from perennial.records.gateway_sender import try_gateway
from perennial.records.models import Gateway
from perennial.records.operations.outbox.change_gateway import (
    renew_gateway_secret,
    set_gateway,
    stop_gateway,
)
from perennial.web.access import needs
from perennial.web.forms.messages import GatewayForm
from perennial.web.views.messages_tabs import messages_page
from perennial.web.views.messages_words import why_words
from perennial.web.views.settings_tabs import refuse

__all__ = ["gateway"]


@needs("settings")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gateway(request: HttpRequest) -> HttpResponse:
    """Show the gateway; set it, try it, make another secret, or stop it."""
    kept = Gateway.objects.filter(is_on=True).first()
    act = request.POST.get("do", "") if request.method == "POST" else ""
    if act == "set":
        return _set(request, kept)
    if act and kept is None:
        return redirect("messages_gateway")
    if act == "secret" and kept is not None:
        return _page(request, kept, secret=renew_gateway_secret(_user(request), kept))
    if act == "stop" and kept is not None:
        stop_gateway(_user(request), kept)
        notes.success(request, gettext("The gateway is off: messages wait."))
        return redirect("messages_gateway")
    if act == "try" and kept is not None:
        _try(request, kept)
        return redirect("messages_gateway")
    return _page(request, kept)


def _set(request: HttpRequest, kept: Gateway | None) -> HttpResponse:
    form = GatewayForm(request.POST)
    if form.is_valid():
        try:
            secret = set_gateway(_user(request), **form.cleaned_data)
        except UserError as error:
            refuse(request, form, error, "url")
        else:
            if secret:
                return _page(request, Gateway.objects.filter(is_on=True).first(), secret=secret)
            notes.success(request, gettext("Saved."))
            return redirect("messages_gateway")
    return _page(request, kept, form=form)


def _try(request: HttpRequest, kept: Gateway) -> None:
    answer = try_gateway(kept, gettext("This is a sample from Perennial; nobody gets it."))
    if answer == "ok":
        notes.success(request, gettext("The gateway took the sample."))
    else:
        notes.error(request, gettext("The gateway did not take it: %(why)s.") % {"why": why_words(answer)})


def _page(
    request: HttpRequest, kept: Gateway | None, *, form: GatewayForm | None = None, secret: str = ""
) -> HttpResponse:
    initial = {"name": kept.name, "url": kept.url} if kept else {}
    context = {
        "gateway": kept,
        "answer": why_words(kept.last_answer) if kept else "",
        "form": form or GatewayForm(initial=initial),
        "secret": secret,
    }
    return messages_page(request, "gateway", context, status=422 if form and form.errors else 200)


def _user(request: HttpRequest) -> Any:
    return request.user
