"""The frame of the pages about messages: their tabs, and whether anything leaves at all."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.rights import may
from perennial.web.views.links import url_or_nothing
from perennial.web.views.messages_sending_state import sending_state

__all__ = ["MessagesTab", "messages_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesTab:
    """One page of the area: its name, its route and the act it needs."""

    title: object
    route: str
    act: str
    url: str = ""
    current: bool = False


_TABS = (
    MessagesTab(title=pgettext_lazy("tab", "Outbox"), route="messages", act="messages"),
    MessagesTab(title=pgettext_lazy("tab", "Templates"), route="messages_templates", act="messages"),
    MessagesTab(title=pgettext_lazy("tab", "Gateway"), route="messages_gateway", act="settings"),
    MessagesTab(title=pgettext_lazy("tab", "Consent"), route="messages_consent", act="messages"),
    MessagesTab(title=_("File for others"), route="messages_export", act="messages"),
)
#: Pages that belong to a tab of another name.
_UNDER = {
    "messages_template": "messages_templates",
    "messages_consent_record": "messages_consent",
    "messages_one": "messages",
    "messages_sending": "messages",
}


def messages_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the area with its tabs, and the line that says whether anything leaves."""
    here = getattr(request.resolver_match, "url_name", "") or ""
    here = _UNDER.get(here, here)
    tabs = [
        replace(tab, url=reverse(tab.route), current=tab.route == here)
        for tab in _TABS
        if may(request.user, tab.act)
    ]
    around = {"tabs": tabs, "sending": sending_state(request.user), "offers_url": url_or_nothing("offers")}
    return render(request, f"perennial/messages/{template}.html", {**around, **context}, status=status)
