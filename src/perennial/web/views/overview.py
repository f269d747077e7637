"""Overview: the owner's questions, answered in sentences first, each number with its customers behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from perennial.records.queries.figures import figures_now
from perennial.web.access import needs
from perennial.web.views.overview_page import overview_context, what_is_missing
from perennial.web.views.refresh import refresh_context

__all__ = ["overview"]


@needs("overview")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the base is, who is leaving, and what has been done about it."""
    found, context = figures_now(), refresh_context(request)
    if found is None:
        return render(request, "perennial/overview/empty.html", {**context, **what_is_missing(request)})
    context |= overview_context(request, found.contents, context["last_done"])
    return render(request, "perennial/overview/overview.html", context)
