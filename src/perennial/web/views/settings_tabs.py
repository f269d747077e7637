"""The frame of the settings: tabs that who asks may open, and words for what an operation refuses."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.core.errors import UserError
from perennial.records.rights import may
from perennial.web.speech import words_of

__all__ = ["Tab", "refuse", "settings_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One page of the settings: its name, what stands there, its route and the act it needs.

    One that lies elsewhere has tabs of its own: only the first page of the settings leads there.
    """

    title: object
    about: object
    route: str
    act: str
    url: str = ""
    current: bool = False
    elsewhere: bool = False


_TABS = (
    Tab(
        title=_("Business"),
        about=_("Name, language, time zone, currency, working days."),
        route="settings_business",
        act="settings",
    ),
    Tab(
        title=_("People"),
        about=_("Who works here, in which role; invitations."),
        route="settings_people",
        act="people",
    ),
    Tab(
        title=_("Absences"),
        about=_("Who is away on which days, and who covers."),
        route="settings_absences",
        act="absence",
    ),
    Tab(
        title=_("Departments"),
        about=_("First sales and existing customers, and their heads."),
        route="settings_departments",
        act="settings",
    ),
    Tab(
        title=_("Products and hand-off"),
        about=_("When a customer passes to a farmer, the protected period, returned customers."),
        route="settings_products",
        act="settings",
    ),
    Tab(
        title=_("Form for leads"),
        about=_("A page to link to, by which people ask to be called."),
        route="settings_lead_form",
        act="settings",
    ),
    Tab(
        title=_("Forecasts"),
        about=_("When coming back counts, when to begin offering, targets."),
        route="settings_forecast",
        act="settings",
    ),
    Tab(
        title=_("Calendar"),
        about=_("Public holidays, your sales and fairs, growth."),
        route="settings_calendar",
        act="settings",
    ),
    Tab(
        title=_("Privacy and sending"),
        about=_("Whether anything is sent, how long things are kept, what customers are told."),
        route="settings_privacy",
        act="settings",
    ),
    Tab(
        title=pgettext_lazy("page", "Messages"),
        about=_("What leaves, its words, the gateway, consent to advertising."),
        route="messages",
        act="settings",
        elsewhere=True,
    ),
    Tab(
        title=_("Audit trail"),
        about=_("Who did what, and when."),
        route="settings_audit",
        act="audit",
    ),
)


def settings_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the settings with its tabs."""
    here = getattr(request.resolver_match, "url_name", "") or ""
    tabs = [
        Tab(
            title=tab.title,
            about=tab.about,
            route=tab.route,
            act=tab.act,
            url=reverse(tab.route),
            current=here.startswith(tab.route),
            elsewhere=tab.elsewhere,
        )
        for tab in _TABS
        if may(request.user, tab.act)
    ]
    return render(request, f"perennial/settings/{template}.html", {"tabs": tabs, **context}, status=status)


def refuse(request: HttpRequest, form: Any, error: UserError, field: str | None = None) -> None:
    """Put what an operation refused on the form, in the language that is on."""
    form.add_error(field, words_of(request).say(error.message))
