"""The settings of the business: a page of cards, and the pages that are one or two forms."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from perennial.records.models import Business
from perennial.records.operations.change_settings import change_settings
from perennial.records.queries.sending import may_send_mail
from perennial.web.access import needs
from perennial.web.forms.settings import BusinessForm, ForecastForm, RetentionForm, SendingForm, SettingsForm
from perennial.web.views.settings_refresh import ask_for_refresh
from perennial.web.views.settings_tabs import settings_page

__all__ = ["business", "forecast", "index", "privacy", "save_form"]


@needs("settings")
def index(request: HttpRequest) -> HttpResponse:
    """Show what can be set."""
    return settings_page(request, "index", {})


@needs("settings")
def business(request: HttpRequest) -> HttpResponse:
    """Show and change name, language, time zone, currency, working days."""
    return _one_form(request, "business", BusinessForm)


@needs("settings")
def forecast(request: HttpRequest) -> HttpResponse:
    """Show and change how forecasts are made."""
    return _one_form(request, "forecast", ForecastForm)


@needs("settings")
def privacy(request: HttpRequest) -> HttpResponse:
    """Show and change sending, retention, and what customers are told."""
    kept = Business.current()
    forms: dict[str, Any] = {}
    for name, kind in (("sending", SendingForm), ("retention", RetentionForm)):
        sent = request.method == "POST" and request.POST.get("card") == name
        forms[name] = kind.of(kept, request.POST if sent else None)
        if sent and save_form(request, forms[name]):
            return redirect("settings_privacy")
    return settings_page(request, "privacy", {**forms, "mail": may_send_mail(kept)})


def save_form(request: HttpRequest, form: SettingsForm) -> bool:
    """Carry out a form of settings; say what was kept, and whether dates will move."""
    if not form.is_valid():
        return False
    _keep(request, form.values())
    return True


def _one_form(request: HttpRequest, name: str, kind: type[SettingsForm]) -> HttpResponse:
    form = kind.of(Business.current(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and save_form(request, form):
        return redirect(f"settings_{name}")
    return settings_page(request, name, {"form": form})


def _keep(request: HttpRequest, values: Mapping[str, Any]) -> None:
    changed = change_settings(by=request.user, values=values)  # type: ignore[arg-type]
    if changed.refresh and ask_for_refresh(request.user, changed.refresh):
        messages.success(request, gettext("Saved. The dates are being worked out anew; this takes a while."))
    elif changed.refresh:
        messages.success(request, gettext("Saved. Dates move with the next refresh."))
    else:
        messages.success(request, gettext("Saved."))
