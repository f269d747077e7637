"""Process: what happens from step to step, held against what was drawn, and where it is weakest."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perennial.records.models import Lead, Order
from perennial.records.operations.process.read_process import ask_for_process
from perennial.records.queries.process.looks import stamp_of
from perennial.records.queries.process.processes import Shown, shown_processes
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.views.process_page import process_context

__all__ = ["process", "shown_at"]


@needs("process")
@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """Show one process."""
    every = shown_processes()
    shown = shown_at(request.GET.get("of", ""), every)
    was_read = bool(stamp_of(shown.key))
    if not was_read and (Order.objects.exists() or Lead.objects.exists()):
        ask_for_process()
    context = {
        "every": [each for each in every if each.process is not None or each.is_rest],
        "shown": shown,
        "may_edit": may(request.user, "process.edit"),
        "was_read": was_read,
        **process_context(request, shown),
    }
    return render(request, "perennial/process/process.html", context)


def shown_at(key: str, every: list[Shown]) -> Shown:
    """Find the process that an address names; without one, the first that was drawn.

    Raises
    ------
    Http404
        There is no such process.
    """
    if key:
        found = next((each for each in every if each.key == key), None)
        if found is None:
            raise Http404
        return found
    rest = next(each for each in every if each.is_rest)
    return rest if rest.process is not None else every[0]
