"""One lead: its way so far; moved, won, lost, and back again. Scripts are answered in JSON."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Business, HandOff, Lead, User
from perennial.records.operations.lose_lead import lose_by_hand, open_again
from perennial.records.operations.move_lead import move_lead, undo_move
from perennial.records.operations.snooze_days import next_working_day
from perennial.records.operations.win_lead import win_lead
from perennial.records.queries.pay.expected import Expected, expected_of
from perennial.records.queries.pipeline import leads_for
from perennial.records.queries.pipeline_steps import steps_of_lead
from perennial.records.queries.pipeline_waits import usual_days
from perennial.records.queries.visible import sellers_for
from perennial.web.access import needs
from perennial.web.forms.pipeline import LostForm, MoveForm, WonForm
from perennial.web.forms.touch import LOST_REASONS
from perennial.web.speech import words_of
from perennial.web.views.pipeline_cards import CardWords, cards_of

__all__ = ["lead", "lost", "move", "reopen", "undo", "won"]

_SALT = "perennial.lead.move"
_HOLDS = 24 * 3600
_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@needs("pipeline")
@require_safe
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a lead."""
    shown = _lead(request, pk)
    usual = usual_days("rest" if shown.product_id is None else str(shown.product_id))
    words = CardWords(words_of(request), timezone.now(), reverse("pipeline"))
    handoff = HandOff.objects.filter(customer=shown.customer_id).order_by("-pk").first()
    context = {
        "lead": shown,
        "card": cards_of([shown], usual.get(shown.lead_step), words)[0],
        "usual": usual.get(shown.lead_step),
        "phone": shown.customer.contacts.filter(kind="phone", wrong_since__isnull=True).first(),
        "moves": list(shown.moves.select_related("by").order_by("-at", "-pk")[:50]),
        "labels": {step.name: step.label for step in steps_of_lead(shown.product_id)},
        "handoff": handoff if shown.won_order_id else None,
        "pays": _pays(request, shown),
        "reason": dict(LOST_REASONS).get(shown.lost_reason, shown.lost_reason),
        "undo": request.GET.get("undo", ""),
    }
    return render(request, "perennial/pipeline/lead.html", context)


@needs("pipeline")
@_METHODS
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is done next, and move the lead."""
    shown = _lead(request, pk)
    form = _move_form(request, shown)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, shown, form, pgettext("lead", "Move"))

    def done() -> tuple[str, str]:
        moved = move_lead(_user(request), shown, **form.cleaned_data)
        told = words_of(request).say("{name}: {step}.", name=shown.customer, step=moved.lead.lead_step)
        return told, signing.dumps({**moved.was, "by": request.user.pk}, salt=_SALT)

    return _do(request, shown, form, pgettext("lead", "Move"), done)


@needs("pipeline")
@_METHODS
def won(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the first order, and win the lead with it."""
    shown = _lead(request, pk)
    first = {"day": timezone.localdate(), "product": shown.product_id, "amount": shown.value}
    form = WonForm(request.POST if request.method == "POST" else None, auto_id="won-%s", initial=first)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, shown, form, pgettext("lead", "Won"))

    def done() -> tuple[str, str]:
        made = win_lead(_user(request), shown, **form.cleaned_data)
        words = words_of(request)
        if made.handoff is not None:
            return words.say("{name}: won. Now a few words for the farmer.", name=shown.customer), ""
        return words.say("{name}: won.", name=shown.customer), ""

    return _do(request, shown, form, pgettext("lead", "Won"), done)


@needs("pipeline")
@_METHODS
def lost(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why they do not buy, and close the lead."""
    shown = _lead(request, pk)
    form = LostForm(request.POST if request.method == "POST" else None, auto_id="lost-%s")
    if request.method != "POST" or not form.is_valid():
        return _ask(request, shown, form, pgettext("lead", "Lost"))

    def done() -> tuple[str, str]:
        lose_by_hand(_user(request), shown, form.cleaned_data["reason"], form.cleaned_data["text"])
        return words_of(request).say("{name}: the lead is closed.", name=shown.customer), "lost"

    return _do(request, shown, form, pgettext("lead", "Lost"), done)


@needs("pipeline")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last move back."""
    shown = _lead(request, pk)
    try:
        was = signing.loads(request.POST.get("was", ""), salt=_SALT, max_age=_HOLDS)
    except signing.BadSignature:
        return _refuse(request, shown, _("This cannot be taken back any more."))

    def back() -> str:
        if was.pop("by") != request.user.pk:
            raise UserError("Only who moved a lead takes the move back.")
        undo_move(_user(request), shown, was)
        return words_of(request).say("Taken back: {name}.", name=shown.customer)

    return _back(request, shown, back)


@needs("pipeline")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a lead is lost."""
    shown = _lead(request, pk)

    def back() -> str:
        open_again(_user(request), shown)
        return words_of(request).say("Taken back: {name}.", name=shown.customer)

    return _back(request, shown, back)


def _pays(request: HttpRequest, shown: Lead) -> list[Expected]:
    """Give what the first order pays those whose pay may be seen."""
    if shown.won_order is None:
        return []
    people = sellers_for(request.user, "pay.see")
    return expected_of(shown.won_order, people, today=timezone.localdate())


def _move_form(request: HttpRequest, shown: Lead) -> MoveForm:
    steps = [(step.name, step.label) for step in steps_of_lead(shown.product_id)]
    here, today = shown.lead_step or steps[0][0], timezone.localdate()
    for name in (here, request.GET.get("step", ""), request.POST.get("step", "")):
        known = {step for step, _ in steps}
        steps += [(name, name)] if name and name not in known else []
    is_ahead = shown.next_on is not None and shown.next_on >= today
    first = {
        "was": here,
        "step": request.GET.get("step") or here,
        "next_action": shown.next_action if is_ahead else "",
        "next_on": shown.next_on if is_ahead else next_working_day(today, Business.current().working_days),
    }
    told = request.POST if request.method == "POST" else None
    return MoveForm(steps, told, auto_id="move-%s", initial=first)


def _ask(request: HttpRequest, shown: Lead, form: Any, title: str) -> HttpResponse:
    """Show a form: alone for a script's dialog, else as a page."""
    part = "act_form" if _by_script(request) else "act"
    status = 422 if form.is_bound else 200
    context = {"lead": shown, "form": form, "title": title}
    return render(request, f"perennial/pipeline/{part}.html", context, status=status)


def _do(
    request: HttpRequest, shown: Lead, form: Any, title: str, done: Callable[[], tuple[str, str]]
) -> HttpResponse:
    try:
        said, undone_by = done()
    except UserError as error:
        form.add_error(None, words_of(request).say(error.message))
        return _ask(request, shown, form, title)
    here = reverse("pipeline_lead", args=[shown.pk])
    if not _by_script(request):
        messages.success(request, said)
        return redirect(f"{here}?undo={undone_by}" if undone_by not in {"", "lost"} else here)
    act = {"lost": reverse("pipeline_reopen", args=[shown.pk]), "": ""}
    url = act.get(undone_by, reverse("pipeline_undo", args=[shown.pk]))
    leads_to = "" if url else here
    return JsonResponse({"said": said, "undo": url, "was": undone_by, "at": leads_to})


def _back(request: HttpRequest, shown: Lead, back: Callable[[], str]) -> HttpResponse:
    try:
        said = back()
    except UserError as error:
        return _refuse(request, shown, words_of(request).say(error.message))
    if _by_script(request):
        return JsonResponse({"said": said})
    messages.success(request, said)
    return redirect("pipeline_lead", pk=shown.pk)


def _refuse(request: HttpRequest, shown: Lead, said: str) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"errors": [said]}, status=409)
    messages.error(request, said)
    return redirect("pipeline_lead", pk=shown.pk)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Pipeline") == "1"


def _lead(request: HttpRequest, pk: int) -> Lead:
    rows = leads_for(request.user).select_related("customer", "product", "hunter", "won_order")
    return get_object_or_404(rows, pk=pk)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
