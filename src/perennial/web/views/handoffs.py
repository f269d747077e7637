"""Hand-offs that wait: for a hunter's note, or for a farmer's answer."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A hand-off as the page shows it: what is passed from whom to whom, and since when it waits."""

    handoff: HandOff
    parts: tuple[str, ...]
    since: date


@needs("today")
@require_safe
def handoffs(request: HttpRequest) -> HttpResponse:
    """List what waits, the most pressing first."""
    waiting = waiting_for(request.user)
    rows = list(waiting[: _SHOWN + 1])
    shown = [_waiting(each, request.user.pk) for each in rows[:_SHOWN]]
    context = {
        "to_note": [each for each in shown if each.handoff.state == HandOff.State.OPEN],
        "to_accept": [each for each in shown if each.handoff.state == HandOff.State.OFFERED],
        "count": waiting.count() if len(rows) > _SHOWN else len(rows),
        "shown": min(len(rows), _SHOWN),
        "today": timezone.localdate(),
        "may_give": may(request.user, "handoff.give"),
        "may_accept": may(request.user, "handoff.accept"),
    }
    return render(request, "perennial/departments/handoffs.html", context)


def _waiting(handoff: HandOff, user: int | None) -> Waiting:
    """Tell of a hand-off; who looks at it knows their own name."""
    hunter, farmer = (
        each.name if each is not None and each.pk != user else "" for each in (handoff.hunter, handoff.farmer)
    )
    people = f"{hunter} → {farmer}" if farmer else hunter
    parts = (str(handoff.customer.product or ""), people.strip())
    began = handoff.offered_at if handoff.state == HandOff.State.OFFERED else None
    return Waiting(
        handoff=handoff,
        parts=tuple(part for part in parts if part),
        since=timezone.localdate(began or handoff.opened_at),
    )
