"""The frame of offers and touches: tabs that who asks may open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from perennial.records.queries.offers.approval import waiting
from perennial.records.rights import may
from perennial.web.views.links import url_or_nothing
from perennial.web.views.messages_sending_state import sending_state

__all__ = ["Tab", "offers_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One part: its name, its route, the act it needs, routes that belong to it, and how many wait there."""

    title: object
    route: str
    act: str
    under: tuple[str, ...] = ()
    url: str = ""
    current: bool = False
    waiting: int = 0


_TABS = (
    Tab(
        title=_("Catalogue"),
        route="offers",
        act="offers",
        under=("offer", "offer_new", "offer_change", "offer_remove"),
    ),
    Tab(title=_("Touch rules"), route="offers_rules", act="offers", under=("offers_rule",)),
    Tab(
        title=_("Limits"),
        route="offers_limits",
        act="offers",
        under=("offers_limits_change", "offers_days_add"),
    ),
    Tab(title=_("Approvals"), route="offers_approvals", act="offer.approve"),
    Tab(title=_("Messages"), route="messages", act="messages"),
)


def offers_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the area with its tabs."""
    context = {
        "tabs": _tabs(request),
        "may_edit": may(request.user, "offers.edit"),
        "sending": sending_state(request.user),
        **context,
    }
    return render(request, f"perennial/offers/{template}.html", context, status=status)


def _tabs(request: HttpRequest) -> list[Tab]:
    here = getattr(request.resolver_match, "url_name", "") or ""
    return [
        Tab(
            title=tab.title,
            route=tab.route,
            act=tab.act,
            url=url,
            current=here in {tab.route, *tab.under},
            waiting=waiting(request.user).count() if tab.act == "offer.approve" else 0,
        )
        for tab in _TABS
        if may(request.user, tab.act) and (url := url_or_nothing(tab.route))
    ]
