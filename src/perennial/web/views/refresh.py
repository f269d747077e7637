"""The refresh as the Overview shows it: when the last one was, how far one is, and a button."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from perennial.records.models import RefreshRun
from perennial.records.operations.request_refresh import request_refresh
from perennial.records.rights import may
from perennial.web.access import needs

__all__ = ["ask", "refresh_context", "state"]

_UNDER_WAY = (RefreshRun.State.QUEUED, RefreshRun.State.RUNNING)


def refresh_context(request: HttpRequest) -> dict[str, Any]:
    """Give what the line about refreshes shows."""
    runs = list(RefreshRun.objects.order_by("-id")[:10])
    last = runs[0] if runs else None
    under_way = last if last is not None and last.state in _UNDER_WAY else None
    done = next((run for run in runs if run.state == RefreshRun.State.DONE), None)
    return {
        "under_way": under_way,
        "percent": 0 if under_way is None else round(100 * under_way.progress),
        "last_done": done,
        "failed": last if last is not None and last.state == RefreshRun.State.FAILED else None,
        "may_refresh": may(request.user, "refresh"),
    }


@needs("overview")
@require_http_methods(["GET", "HEAD"])
def state(request: HttpRequest) -> HttpResponse:
    """Show how far a refresh is; once none is under way, have the whole page shown anew."""
    context = refresh_context(request)
    answer = render(request, "perennial/overview/refresh.html", context)
    if context["under_way"] is None and request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"
    return answer


@needs("refresh")
@require_http_methods(["POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Put a refresh in the queue."""
    request_refresh(request.user, kind="roll")
    if request.headers.get("HX-Request"):
        return render(request, "perennial/overview/refresh.html", refresh_context(request))
    return redirect("overview")
