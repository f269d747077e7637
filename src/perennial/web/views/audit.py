"""The audit trail: who did what to which record, newest first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from perennial.records.models import AuditEntry, User
from perennial.web.access import needs
from perennial.web.views.audit_facts import facts_of
from perennial.web.views.audit_words import act_label
from perennial.web.views.settings_tabs import settings_page

__all__ = ["audit"]

_A_PAGE = 50
_LOOKED_AT = 2000  # acts offered by the filter are those of so many latest entries


@needs("audit")
def audit(request: HttpRequest) -> HttpResponse:
    """Show a page of entries, by act and person where asked."""
    act, actor = request.GET.get("act", "").replace("\0", ""), _number(request.GET.get("person"))
    found = AuditEntry.objects.select_related("actor").order_by("-id")
    if act:
        found = found.filter(act=act)
    if actor:
        found = found.filter(actor=actor)
    before = _number(request.GET.get("before"))
    rows = list((found.filter(id__lt=before) if before else found)[: _A_PAGE + 1])
    context = {
        "rows": [_row(entry) for entry in rows[:_A_PAGE]],
        "older": rows[_A_PAGE - 1].pk if len(rows) > _A_PAGE else None,
        "newest": not before,
        "act": act,
        "actor": actor,
        "acts": sorted(
            ((each, act_label(each)) for each in _acts() | {act} if each), key=lambda each: each[1]
        ),
        "people": User.objects.order_by("name", "id"),
    }
    return settings_page(request, "audit", context)


def _row(entry: AuditEntry) -> dict[str, Any]:
    linked = entry.model == "customer" and entry.object_id
    return {
        "entry": entry,
        "act": act_label(entry.act),
        "facts": facts_of(entry.facts),
        "url": reverse("customer", args=[entry.object_id]) if linked else "",
    }


def _acts() -> set[str]:
    return set(AuditEntry.objects.order_by("-id").values_list("act", flat=True)[:_LOOKED_AT])


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
