"""Rhythm: when customers buy again, and when they leave; what the report says, on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from perennial.records.queries.figures import figures_now, fragments_now
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.overview_page import what_is_missing
from perennial.web.views.refresh import refresh_context
from perennial.web.views.rhythm_page import rhythm_context

__all__ = ["rhythm"]


@needs("rhythm")
@require_GET
def rhythm(request: HttpRequest) -> HttpResponse:
    """Show the rhythm of the business as of the last refresh."""
    found, context = figures_now(), refresh_context(request)
    if found is None:
        return render(request, "perennial/overview/empty.html", {**context, **what_is_missing(request)})
    fragments = fragments_now(words_of(request).language)
    context |= rhythm_context(request, found.contents, fragments, context["last_done"])
    return render(request, "perennial/rhythm/rhythm.html", context)
