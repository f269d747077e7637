"""Hand-offs that wait: for a hunter's note, or for a farmer's answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import HandOff
from perennial.records.queries.handoffs import waiting_for
from perennial.records.rights import may
from perennial.web.access import needs

__all__ = ["handoffs"]

_SHOWN = 100


@needs("today")
@require_safe
def handoffs(request: HttpRequest) -> HttpResponse:
    """List what waits, the most pressing first."""
    waiting = waiting_for(request.user)
    rows = list(waiting[: _SHOWN + 1])
    context = {
        "to_note": [each for each in rows[:_SHOWN] if each.state == HandOff.State.OPEN],
        "to_accept": [each for each in rows[:_SHOWN] if each.state == HandOff.State.OFFERED],
        "count": waiting.count() if len(rows) > _SHOWN else len(rows),
        "shown": min(len(rows), _SHOWN),
        "today": timezone.localdate(),
        "may_give": may(request.user, "handoff.give"),
        "may_accept": may(request.user, "handoff.accept"),
    }
    return render(request, "perennial/departments/handoffs.html", context)
