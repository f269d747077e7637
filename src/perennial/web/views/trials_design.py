"""Designing a trial: what it asks for is reckoned anew with every number that is changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Trial
from perennial.records.operations.trials.design_trial import change_draft, keep_draft
from perennial.records.operations.trials.run_trial import start_trial
from perennial.records.queries.trials.design import design_of
from perennial.web.access import needs, record_or_404
from perennial.web.forms.trials import QUESTIONS, TrialForm
from perennial.web.speech import words_of

__all__ = ["change", "design", "new"]


@needs("trials.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask what a new trial is to be; start it, or keep it as a draft."""
    return _asked(request, None)


@needs("trials.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    trial: Trial = record_or_404(request, Trial, pk, "trials.edit")
    if trial.state != Trial.State.DRAFT:
        return redirect("trial", pk=pk)
    return _asked(request, trial)


@needs("trials.edit")
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Give the part of the page that says what the numbers ask for."""
    form = TrialForm(request.GET)
    context = _reckoned(form) | {"default_question": _default_question(request, form)}
    return render(request, "perennial/trials/design.html", context)


def _asked(request: HttpRequest, trial: Trial | None) -> HttpResponse:
    if request.method != "POST":
        form = TrialForm.begun() if trial is None else TrialForm.of(trial)
        return _show(request, form, trial, _reckoned(TrialForm(form.initial)))
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _show(request, form, trial, _reckoned(form), status=400)
    try:
        return _done(request, form, trial)
    except UserError as error:
        form.add_error(None, words_of(request).say(error.message))
        return _show(request, form, trial, _reckoned(form), status=400)


def _done(request: HttpRequest, form: TrialForm, trial: Trial | None) -> HttpResponse:
    by, question = _user(request), form.cleaned_data["question"]
    if trial is None:
        trial = keep_draft(by, form.terms, question)
    else:
        trial = change_draft(by, trial, form.terms, question)
    if request.POST.get("do") == "start":
        try:
            start_trial(by, trial, today=timezone.localdate())
        except UserError as error:
            # What was filled in is not lost: it stands as a draft.
            messages.error(request, words_of(request).say(error.message))
        else:
            said = Message("The trial has begun: lots are drawn with the next plan.")
            messages.success(request, words_of(request).say(said))
    return redirect("trial", pk=trial.pk)


def _show(
    request: HttpRequest, form: TrialForm, trial: Trial | None, reckoned: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {"form": form, "trial": trial, **reckoned}
    return render(request, "perennial/trials/new.html", context, status=status)


def _reckoned(form: TrialForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"is_told": False}
    return {"is_told": True, "design": design_of(form.terms), "terms": form.terms}


def _default_question(request: HttpRequest, form: TrialForm) -> str | None:
    """Give the question of the play, where the one that stands there is another play's and nobody's own."""
    known = {str(each) for each in QUESTIONS.values()}
    asked = request.GET.get("question", "").strip()
    mine = str(QUESTIONS.get(form.data.get("play", ""), ""))
    return mine if mine and asked != mine and (not asked or asked in known) else None


def _user(request: HttpRequest) -> Any:
    return request.user
