"""The form that anybody with its address may fill in, and its settings: made, renewed, switched off."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Business, LeadForm, User
from perennial.records.operations.change_lead_form import (
    renew_lead_form,
    set_lead_consent,
    stop_lead_form,
)
from perennial.records.operations.take_request import take_request
from perennial.web.access import needs, public
from perennial.web.forms.lead_form import ConsentTextForm, RequestForm
from perennial.web.speech import words_of
from perennial.web.too_many import too_many
from perennial.web.views.settings_tabs import settings_page

__all__ = ["form", "settings", "thanks"]

#: So many requests from one address within ten minutes, and so many from everywhere.
_FROM_ONE, _FROM_ALL = 5, 200


@public
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the form in the language of the business, or take in what was asked."""
    business, agreed = _open(secret)
    with translation.override(business.language):
        asked = RequestForm(request.POST if request.method == "POST" else None, consent_text=agreed)
        if request.method != "POST" or not asked.is_valid():
            return _page(request, business, "form", {"form": asked}, status=422 if asked.is_bound else 200)
        if too_many(request, "lead-form", from_one=_FROM_ONE, from_all=_FROM_ALL):
            asked.add_error(None, gettext("That was many at once. Try again in ten minutes."))
            return _page(request, business, "form", {"form": asked}, status=429)
        if not asked.cleaned_data["website"]:  # else a program filled it in, and is thanked like anybody
            try:
                take_request(asked.lead(gettext("form on the site")), basis=agreed[:300])
            except UserError as error:
                asked.add_error(None, words_of(request).say(error.message))
                return _page(request, business, "form", {"form": asked}, status=422)
    return redirect("lead_form_thanks", secret=secret)


@public
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    """Thank whoever has asked."""
    business, _ = _open(secret)
    with translation.override(business.language):
        return _page(request, business, "thanks", {})


@needs("settings")
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Make the address of the form, renew it, switch it off, and set what people agree to."""
    assert isinstance(request.user, User)
    kept, act = LeadForm.current(), request.POST.get("act", "") if request.method == "POST" else ""
    texts = ConsentTextForm(request.POST if act == "text" else None, initial={"consent": kept.consent})
    acts = {"make": renew_lead_form, "off": stop_lead_form}
    if act in acts:
        acts[act](request.user)
    elif act == "text" and texts.is_valid():
        set_lead_consent(request.user, texts.cleaned_data["consent"])
    if act and not texts.errors:
        messages.success(request, gettext("Saved."))
        return redirect("settings_lead_form")
    address = reverse("lead_form", args=[kept.secret]) if kept.secret else ""
    context = {
        "form": texts,
        "address": request.build_absolute_uri(address) if address else "",
        "usual": _usual(Business.current()),
    }
    return settings_page(request, "lead_form", context)


def _open(secret: str) -> tuple[Business, str]:
    """Give the business, and what people agree to; 404 where the form has another address or is off."""
    kept, business = LeadForm.current(), Business.current()
    if not kept.secret or not secrets.compare_digest(kept.secret.encode(), secret.encode()):
        raise Http404
    return business, kept.consent.strip() or _usual(business)


def _usual(business: Business) -> str:
    """Give the sentence people agree to where the business has none of its own."""
    with translation.override(business.language):
        told = gettext("I agree that {business} keeps my name and contacts in order to answer me.")
        return told.format(business=business.name or "Perennial")


def _page(
    request: HttpRequest, business: Business, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    shown = {**context, "words": words_of(request), "LANGUAGE_CODE": business.language}
    response = render(request, f"perennial/lead_form/{name}.html", shown, status=status)
    response.headers["Content-Language"] = business.language
    response.headers["X-Robots-Tag"] = "noindex"
    return response
