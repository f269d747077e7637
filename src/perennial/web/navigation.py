"""The pages of who looks, in the order of their day."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.rights import may

__all__ = ["Page", "pages_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One entry: its name, its route, the act it needs, the key after `g`, and where it leads."""

    title: object
    route: str
    act: str
    key: str
    url: str = ""
    current: bool = False


_PAGES = (
    Page(title=_("Today"), route="today", act="today", key="t"),
    Page(title=_("Pipeline"), route="pipeline", act="pipeline", key="l"),
    Page(title=_("Customers"), route="customers", act="customer.see", key="c"),
    Page(title=_("Overview"), route="overview", act="overview", key="o"),
    Page(title=_("Rhythm"), route="rhythm", act="rhythm", key="r"),
    Page(title=_("Process"), route="process", act="process", key="p"),
    Page(title=_("Departments"), route="departments", act="departments", key="d"),
    Page(title=_("Hand-offs"), route="handoffs", act="handoff.give", key="h"),
    Page(title=pgettext_lazy("page", "Pay"), route="pay", act="pay.see", key="m"),
    Page(title=_("Offers and touches"), route="offers", act="offers", key="f"),
    Page(title=_("Trials"), route="trials", act="trials", key="e"),
    Page(title=_("My weeks"), route="my_weeks", act="drift.answer", key="w"),
    Page(title=_("Import"), route="imports", act="import", key="i"),
    Page(title=_("Settings"), route="settings", act="settings", key="s"),
)


def pages_for(request: HttpRequest) -> list[Page]:
    """Give the pages that who asks may open."""
    here = getattr(request.resolver_match, "url_name", "") or ""
    if here.startswith("messages"):  # they stand under the offers
        here = "offers"
    return [
        Page(
            title=page.title,
            route=page.route,
            act=page.act,
            key=page.key,
            url=reverse(page.route),
            current=here in {page.route, page.route.rstrip("s")}
            or here.startswith((f"{page.route}_", f"{page.route.rstrip('s')}_")),
        )
        for page in _PAGES
        if may(request.user, page.act)
    ]
