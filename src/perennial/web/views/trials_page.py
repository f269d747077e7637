"""A trial: one sentence, two curves, both groups, and how much all of it can be trusted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import Trial
from perennial.records.operations.trials.reading_progress import reading_state
from perennial.records.queries.trials.dates_moved import dates_moved
from perennial.records.queries.trials.design import design_of, terms_of
from perennial.records.queries.trials.library import listed_of
from perennial.records.queries.trials.looks import KeptLook, looks_of
from perennial.records.rights import may
from perennial.web.access import needs, record_or_404
from perennial.web.forms.trials import StopForm
from perennial.web.speech import words_of
from perennial.web.views.trials_figures import arm_rows, looks_picture, stage_rows, stay_picture
from perennial.web.views.trials_words import play_called, verdict_tag, what_it_says

__all__ = ["reading", "reading_answer", "trial"]

_State = Trial.State


@needs("trials")
@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one trial."""
    asked: Trial = record_or_404(request, Trial, pk, "trials")
    today, listed = timezone.localdate(), listed_of(asked)
    context: dict[str, Any] = {
        "listed": listed,
        "play": play_called(asked.play),
        "opening": what_it_says(listed, today),
        "may_edit": may(request.user, "trials.edit"),
        "stop_form": StopForm(),
        "reason": asked.result.get("reason", "") if asked.state == _State.STOPPED else "",
        "takes_in": asked.state == _State.RUNNING
        and (asked.enrol_until is None or asked.enrol_until >= today),
        **reading_context(request, asked),
    }
    if asked.state == _State.DRAFT:
        terms = terms_of(asked)
        context |= {"is_told": True, "design": design_of(terms), "terms": terms}
    if listed.last is not None:
        context |= _seen(request, asked, listed.last)
    return render(request, "perennial/trials/trial.html", context)


@needs("trials")
@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a reading is."""
    return reading_answer(request, record_or_404(request, Trial, pk, "trials"))


def reading_answer(request: HttpRequest, asked: Trial) -> HttpResponse:
    """Give the line about readings; htmx shows the page anew once none is under way."""
    context = reading_context(request, asked)
    answer = render(request, "perennial/trials/reading.html", context)
    if context["under_way"] is None and request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"
    return answer


def reading_context(request: HttpRequest, asked: Trial) -> dict[str, Any]:
    """Give what the line about readings shows."""
    state = reading_state(asked.pk)
    under_way = state if state is not None and state.is_under_way else None
    return {
        "trial": asked,
        "under_way": under_way,
        "percent": 0 if under_way is None else round(100 * under_way.done),
        "failure": state.failure if state is not None else {},
        "may_read": may(request.user, "trials.edit") and asked.state == _State.RUNNING,
    }


def _seen(request: HttpRequest, asked: Trial, last: KeptLook) -> dict[str, Any]:
    """Give all that was seen; where the groups are not those of the lot, only why nothing is said."""
    words, look = words_of(request), last.look
    verdict, colour = verdict_tag(look)
    seen: dict[str, Any] = {"last": last, "look": look, "verdict": verdict, "colour": colour}
    if look.verdict == "not_by_lot":
        return seen
    return seen | {
        "stay": stay_picture(look, words),
        "looks": looks_picture(asked, looks_of(asked), words),
        "arms": arm_rows(look),
        "stages": stage_rows(look),
        "moved": dates_moved(asked),
    }
