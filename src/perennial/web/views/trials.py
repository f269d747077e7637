"""Trials: those that run with how far they are, and what works, for whom and at what cost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import Business, Trial
from perennial.records.queries.trials.library import Listed, library
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.views.trials_words import stage_called, verdict_tag, what_it_says

__all__ = ["trials"]

_State = Trial.State


@needs("trials")
@require_safe
def trials(request: HttpRequest) -> HttpResponse:
    """Show all trials."""
    today = timezone.localdate()
    rows = [(each, what_it_says(each, today)) for each in library()]

    def of(*states: str) -> list[tuple[Listed, Any]]:
        return [(each, said) for each, said in rows if each.trial.state in states]

    context = {
        "running": of(_State.RUNNING),
        "drafts": of(_State.DRAFT),
        "over": [_over(each) for each, _ in of(_State.FINISHED, _State.STOPPED)],
        "is_empty": not rows,
        "may_edit": may(request.user, "trials.edit"),
        "may_pay": may(request.user, "settings"),
        "pays_mean": Business.current().pay_mean_for_held_out,
    }
    return render(request, "perennial/trials/trials.html", context)


def _over(listed: Listed) -> dict[str, Any]:
    name, colour = verdict_tag(listed.last.look if listed.last else None)
    return {"listed": listed, "verdict": name, "colour": colour, "best_for": stage_called(listed.best_for)}
