"""What is done with a trial: start, take in no more, stop, read now, remove a draft."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Trial
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_settings import change_settings
from perennial.records.operations.trials.design_trial import remove_draft
from perennial.records.operations.trials.read_trial import ask_to_read
from perennial.records.operations.trials.run_trial import end_enrolment, start_trial, stop_trial
from perennial.web.access import needs, record_or_404
from perennial.web.speech import words_of
from perennial.web.views.trials_page import reading_answer

__all__ = ["full", "pay", "read", "remove", "start", "stop"]


@needs("trials.edit")
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a draft."""
    said = Message("The trial has begun: lots are drawn with the next plan.")
    return _done(request, pk, lambda by, it: start_trial(by, it, today=timezone.localdate()), said)


@needs("trials.edit")
@require_POST
def full(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in no more customers."""
    said = Message("From tomorrow nobody comes in any more; those who are in are followed to the end.")
    return _done(request, pk, lambda by, it: end_enrolment(by, it, today=timezone.localdate()), said)


@needs("trials.edit")
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a trial, with the reason."""
    reason = request.POST.get("reason", "")
    said = Message("The trial is stopped, and nobody is held out any more. What it says is read once more.")
    return _done(request, pk, lambda by, it: stop_trial(by, it, reason, today=timezone.localdate()), said)


@needs("trials.edit")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a draft."""
    said = Message("The draft is gone.")
    return _done(request, pk, remove_draft, said, to="trials")


@needs("trials.edit")
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a trial read now."""
    trial: Trial = record_or_404(request, Trial, pk, "trials.edit")
    if trial.state in {Trial.State.RUNNING, Trial.State.STOPPED}:
        note_act(request.user, "trial.read", trial)
        ask_to_read(trial)
    if request.headers.get("HX-Request"):
        return reading_answer(request, trial)
    return redirect("trial", pk=pk)


@needs("settings")
@require_POST
def pay(request: HttpRequest) -> HttpResponse:
    """Say whether sellers are paid the mean of the treated for customers held out."""
    by: Any = request.user
    change_settings(by=by, values={"pay_mean_for_held_out": "mean" in request.POST})
    messages.success(request, words_of(request).say(Message("Kept.")))
    return redirect("trials")


def _done(
    request: HttpRequest, pk: int, act: Callable[[Any, Trial], object], said: Message, to: str = "trial"
) -> HttpResponse:
    trial: Trial = record_or_404(request, Trial, pk, "trials.edit")
    words = words_of(request)
    try:
        act(request.user, trial)
    except UserError as error:
        messages.error(request, words.say(error.message))
        return redirect("trial", pk=pk)
    messages.success(request, words.say(said))
    return redirect(to) if to == "trials" else redirect("trial", pk=pk)
