"""Settings: what the business knows of its days, for the forecasts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import Business, CalendarEvent
from perennial.records.operations.change_calendar import remove_event, save_event
from perennial.web.access import needs
from perennial.web.forms.calendar import CalendarForm, EventForm
from perennial.web.views.settings import save_form
from perennial.web.views.settings_refresh import ask_for_refresh
from perennial.web.views.settings_tabs import refuse, settings_page

__all__ = ["calendar", "drop_event", "event"]

_A_PAGE = 100
_COLUMNS = ("name", "first_day", "last_day", "worth")


@needs("settings")
def calendar(request: HttpRequest) -> HttpResponse:
    """Show holidays, growth and events, and note one more."""
    card = request.POST.get("card", "")
    days = CalendarForm.of(Business.current(), request.POST if card == "days" else None)
    form = EventForm(request.POST if card == "event" else None)
    if (card == "days" and save_form(request, days)) or (card == "event" and _saved(request, form)):
        return redirect("settings_calendar")
    page = Paginator(CalendarEvent.objects.all(), _A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"days": days, "form": form, "page": page, "today": timezone.localdate()}
    return settings_page(request, "calendar", context)


@needs("settings")
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change one event."""
    row = get_object_or_404(CalendarEvent, pk=pk)
    form = EventForm(request.POST or None, initial={name: getattr(row, name) for name in _COLUMNS})
    if request.method == "POST" and _saved(request, form, row):
        return redirect("settings_calendar")
    return settings_page(request, "calendar_event", {"form": form, "event": row})


@needs("settings")
@require_POST
def drop_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an event."""
    remove_event(by=request.user, event=get_object_or_404(CalendarEvent, pk=pk))  # type: ignore[arg-type]
    _say(request, gettext("Removed."))
    return redirect("settings_calendar")


def _saved(request: HttpRequest, form: EventForm, row: CalendarEvent | None = None) -> bool:
    if not form.is_valid():
        return False
    try:
        save_event(by=request.user, event=row, **form.cleaned_data)  # type: ignore[arg-type]
    except UserError as error:
        refuse(request, form, error, "last_day")
        return False
    _say(request, gettext("Saved."))
    return True


def _say(request: HttpRequest, done: str) -> None:
    """Say what was done, and that dates follow; they are learnt anew because their settings differ."""
    asked = ask_for_refresh(request.user, "roll")
    follows = gettext("The dates are being worked out anew; this takes a while.") if asked else ""
    messages.success(request, f"{done} {follows}".strip())
