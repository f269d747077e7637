"""The customers behind a number on an arrow: who went from one step directly to another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perennial.pictures.process.step_names import full_name
from perennial.records.queries.process.looks import cases_along
from perennial.records.queries.process.processes import shown_processes
from perennial.records.queries.process.waiting import customers_waiting
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.process import shown_at
from perennial.web.views.process_seen import Seen

__all__ = ["arrow"]

_SHOWN = 200


@needs("process")
@require_safe
def arrow(request: HttpRequest) -> HttpResponse:
    """List those of them on whom who asks may look."""
    seen = Seen.by(request, shown_at(request.GET.get("of", ""), shown_processes()))
    source, target = request.GET.get("step", ""), request.GET.get("next", "")
    language = words_of(request).language
    ids = cases_along(seen.shown.key, source, target, seen.chosen)
    edge = seen.look.understood.whole.edge(source, target) if seen.look else None
    context = {
        "source": full_name(source, language),
        "target": full_name(target, language),
        "key": seen.shown.key,
        "edge": edge,
        "customers": customers_waiting(request.user, ids, most=_SHOWN),
    }
    return render(request, "perennial/process/arrow.html", context)
