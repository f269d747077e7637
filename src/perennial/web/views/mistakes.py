"""Serious mistakes: which, whose, what they cost, and which regulars were lost after them."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from perennial.records.models import User
from perennial.records.models.words import MistakeKind
from perennial.records.queries.mistakes import kinds_of, lost_after, mistakes_for, narrowed
from perennial.records.queries.regulars import regular_from
from perennial.web.access import needs

__all__ = ["mistakes"]

_SHOWN = 50
_ASKED = ("kind", "owner", "state")


@needs("mistakes")
@require_safe
def mistakes(request: HttpRequest) -> HttpResponse:
    """List the mistakes, the latest first, with sums by kind."""
    every, regular = mistakes_for(request.user), regular_from()
    lost = lost_after(every, regular_from=regular)
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    chosen = narrowed(every, asked["kind"], asked["owner"], asked["state"])
    if asked["state"] == "lost":
        chosen = chosen.filter(pk__in=list(lost))
    rows = chosen.select_related("customer", "owner", "by").order_by("-at", "-pk")
    page = Paginator(rows, _SHOWN).get_page(request.GET.get("page"))
    kinds = kinds_of(every, lost)
    context = {
        "page": page,
        "rows": [(each, lost.get(each.pk)) for each in page],
        "kinds": [(each, *(_url(kind=each.kind or "none", state=state) for state in ("", "open", "lost")))
                  for each in kinds],
        "lost": len({each for kind in kinds for each in kind.lost}),
        "money": sum((each.money for each in kinds), Decimal(0)),
        "any_cost": any(each.cost for each in kinds),
        "regular_from": regular,
        "lost_url": _url(state="lost"),
        "waiting": sum(each.waiting for each in kinds),
        "waiting_url": _url(state="open"),
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "choices": _choices(every),
    }  # fmt: skip
    return render(request, "perennial/mistakes/mistakes.html", context)


def _choices(every: Any) -> dict[str, list[tuple[str, Any]]]:
    whose = User.objects.filter(pk__in=every.order_by().values("owner")).order_by("name")
    return {
        "kind": [("", _("Every kind")), *MistakeKind.choices, ("none", pgettext("mistake", "not said"))],
        "owner": [
            ("", _("Everybody's")),
            *((str(each.pk), each.name) for each in whose),
            ("nobody", pgettext("mistake", "not said whose")),
        ],
        "state": [
            ("", _("Put right or not")),
            ("open", _("not put right yet")),
            ("solved", _("put right")),
            ("lost", _("a regular was lost")),
        ],
    }


def _url(**asked: str) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})
