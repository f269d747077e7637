"""Acts of destruction: the list of them, and one to print and sign."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from perennial.records.models import AuditEntry, Erasure
from perennial.records.operations.erase import finish_erasures
from perennial.web.access import needs
from perennial.web.forms.choices import languages
from perennial.web.forms.erase import REASONS

__all__ = ["erasure_act", "erasures", "finish"]

_ACT = "customer.erase"
_SHOWN = 200
#: What was destroyed, by the counts that the act keeps.
_CATEGORIES = (
    ("records", _("Records with name, tax number and address")),
    ("contacts", _("Phones, e-mail and messenger addresses")),
    ("ids", _("Numbers in other systems")),
    ("consents", _("Consents")),
    ("notes", _("Notes")),
    ("texts", _("Texts of touches, mistakes, reasons and hand-offs")),
    ("messages", _("Messages to them")),
    ("planned", _("Planned touches")),
    ("promises", _("Promises")),
    ("history", _("Earlier names and addresses, and what imports changed")),
    ("mentions", _("Mentions in other records")),
    ("sessions", _("Sessions that remembered the person")),
    ("files", _("Uploaded and other files, destroyed whole")),
)


@needs(_ACT)
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """Show all acts, newest first."""
    rows = Erasure.objects.select_related("by").order_by("-number")[:_SHOWN]
    return render(request, "perennial/privacy/erasures.html", {"erasures": list(rows)})


@needs(_ACT)
@require_safe
def erasure_act(request: HttpRequest, number: int) -> HttpResponse:
    """Show an act in the language asked for, ready to be printed."""
    erasure = get_object_or_404(Erasure.objects.select_related("by"), number=number)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(languages()) else translation.get_language() or "en"
    with translation.override(language):
        context = {"language": language, "languages": languages(), **_told(erasure)}
        return render(request, "perennial/privacy/erasure_act.html", context)


@needs(_ACT)
@require_POST
def finish(request: HttpRequest, number: int) -> HttpResponse:
    """Try again to rewrite the database's file."""
    if finish_erasures():
        messages.success(request, gettext("The database file has been rewritten."))
    else:
        messages.error(request, gettext("Somebody is still writing. Try again in a minute."))
    return redirect("erasure_act", number=number)


def _told(erasure: Erasure) -> dict[str, Any]:
    destroyed = erasure.destroyed
    entries = AuditEntry.objects.filter(act=_ACT, facts__number=erasure.number).select_related("actor")
    return {
        "erasure": erasure,
        "reason": dict(REASONS).get(erasure.reason, erasure.reason),
        "categories": [(label, destroyed[name]) for name, label in _CATEGORIES if destroyed.get(name)],
        "orders_kept": destroyed.get("orders_kept", 0),
        "backups": destroyed.get("backups", 0),
        "rewritten": destroyed.get("rewritten", True),
        "entries": list(entries.order_by("pk")),
    }
