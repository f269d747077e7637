"""Limits of touching and giving: rest, quiet hours, days off, mails, money, who must ask."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.records.models import Business
from perennial.records.operations.change_settings import change_settings
from perennial.records.queries.offers.days_off import holidays_kept, own_days_off
from perennial.records.queries.offers.standing import spent_in_month
from perennial.web.access import needs
from perennial.web.forms.offers_limits import DaysOffForm, LimitsForm
from perennial.web.speech import words_of
from perennial.web.views.offers_page import offers_page

__all__ = ["add_days", "change", "limits", "remove_day"]


@needs("offers")
@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Show the limits."""
    return _show(request, LimitsForm.of(Business.current()), DaysOffForm())


@needs("offers.edit")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Change the limits."""
    form = LimitsForm.of(Business.current(), request.POST)
    if not form.is_valid():
        return _show(request, form, DaysOffForm(), status=400)
    change_settings(by=_user(request), values=form.values())
    messages.success(request, gettext("Saved. The next plan keeps to it."))
    return redirect("offers_limits")


@needs("offers.edit")
@require_POST
def add_days(request: HttpRequest) -> HttpResponse:
    """Note days on which nobody works."""
    form, business = DaysOffForm(request.POST), Business.current()
    if not form.is_valid():
        return _show(request, LimitsForm.of(business), form, status=400)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    days = {first + timedelta(days=ahead) for ahead in range((last - first).days + 1)}
    _keep(request, {each.isoformat() for each in days | set(own_days_off(business))})
    return redirect("offers_limits")


@needs("offers.edit")
@require_POST
def remove_day(request: HttpRequest) -> HttpResponse:
    """Take a day off back."""
    day = request.POST.get("day", "")
    _keep(request, {each.isoformat() for each in own_days_off(Business.current())} - {day})
    return redirect("offers_limits")


def _keep(request: HttpRequest, days: set[str]) -> None:
    change_settings(by=_user(request), values={"days_off": sorted(days)})
    messages.success(request, gettext("Saved. The next plan keeps to it."))


def _show(request: HttpRequest, form: LimitsForm, days: DaysOffForm, status: int = 200) -> HttpResponse:
    business, today = Business.current(), timezone.localdate()
    context = {
        "form": form,
        "days": days,
        "today": today,
        "holidays": holidays_kept(business, today, words_of(request).language),
        "off": [each for each in own_days_off(business) if each >= today],
        "spent": spent_in_month(today),
        "month": f"{today:%Y-%m}",
    }
    return offers_page(request, "limits", context, status=status)


def _user(request: HttpRequest) -> Any:
    return request.user
