"""Log a touch: of a line of Today, with any customer of one's own, or a chore."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Customer, HandOff, PlannedTouch, Touch, User
from perennial.records.models.words import Outcome, Play
from perennial.records.operations.accept_line import accept_line
from perennial.records.operations.close_leads import lead_at
from perennial.records.operations.log_touch import AlreadyDoneError, log_touch
from perennial.records.queries.today_search import find_own
from perennial.records.rights import covered_by, may
from perennial.web.access import customer_or_404, needs, record_or_404
from perennial.web.forms.touch import TouchForm
from perennial.web.speech import words_of
from perennial.web.views.today_answer import answer, by_script, refuse
from perennial.web.views.today_page import customer_url, dialogs, seller_of

__all__ = ["log"]


@needs("customer.touch")
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Show the form, or log what was sent; the same key logs once."""
    told = request.POST if request.method == "POST" else request.GET
    planned = _planned(request, told.get("planned", "")) or _taken_over(request)
    customer = planned.customer if planned else _customer(request, told.get("customer", ""))
    assert isinstance(request.user, User)
    is_lead = lead_at(planned, customer, request.user) is not None
    if request.method != "POST":
        form = TouchForm(initial=_initial(planned, told), is_lead=is_lead)
        return _form(request, form, planned, customer)
    form = TouchForm(request.POST, is_lead=is_lead)
    if not form.is_valid():
        if by_script(request):
            return refuse(request, [str(each) for errors in form.errors.values() for each in errors])
        return _form(request, form, planned, customer, status=400)
    return _log(request, form.facts(), planned, customer)


def _log(
    request: HttpRequest, facts: dict[str, Any], planned: PlannedTouch | None, customer: Customer | None
) -> HttpResponse:
    assert isinstance(request.user, User)
    seller, words = seller_of(request), words_of(request)
    if customer is None and facts["play"] != Play.CHORE:
        return refuse(request, [_("Choose a customer.")])
    is_late = request.POST.get("late") == "1"
    if is_late and planned is not None and planned.state == PlannedTouch.State.DONE:
        planned = None  # it was kept without a network, and is no less true for another touch since
    try:
        touch = log_touch(seller=request.user, customer=customer, planned=planned, late=is_late, **facts)
    except AlreadyDoneError as error:
        return answer(request, seller, words.say(error.message), status=409)
    except UserError as error:
        return refuse(request, [words.say(error.message)])
    return answer(request, seller, _said(request, touch))


def _said(request: HttpRequest, touch: Touch) -> str:
    words = words_of(request)
    if touch.customer is None:
        return words.say("Logged as a chore.")
    if touch.lead is not None and touch.outcome == Outcome.REFUSED:
        return words.say("{name}: the lead is closed.", name=touch.customer)
    following = touch.planned_again.first()
    said = None if following is None else _what_follows(touch, following.day)
    if said is not None:
        return words.say(said)
    return words.say("Logged. {name}: {outcome}.", name=touch.customer, outcome=touch.outcome_words)


def _what_follows(touch: Touch, day: date) -> Message | None:
    """Say when a line comes back."""
    facts = {"name": str(touch.customer), "day": day_of(day)}
    if touch.outcome == Outcome.PROMISED and touch.lead is not None:
        return Message("{name}: agreed for {day:date}, back here that day.", facts)
    if touch.outcome == Outcome.PROMISED:
        return Message("{name} will buy on {day:date}: back here that day.", facts)
    if touch.outcome == Outcome.NO_ANSWER:
        return Message("{name}: no answer. The next try: {day:weekday}.", facts)
    if touch.outcome == Outcome.WRONG_NUMBER:
        return Message("{name}: wrong number. There is another one.", facts)
    return None


def _form(
    request: HttpRequest,
    form: TouchForm,
    planned: PlannedTouch | None,
    customer: Customer | None,
    status: int = 200,
) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    context = {
        "form": form,
        "planned": planned,
        "customer": customer,
        "is_lead": form.is_lead,
        "customer_url": customer_url(customer.pk) if customer else "",
        "is_chore": request.GET.get("chore") == "1" or request.POST.get("play") == "chore",
        "q": text,
        "found": find_own(request.user, text) if text else [],
        "today": timezone.localdate(),
        "seller": seller_of(request),
        **dialogs(request, timezone.localdate()),
    }
    return render(request, "perennial/today/log.html", context, status=status)


def _initial(planned: PlannedTouch | None, told: Any) -> dict[str, Any]:
    return {
        "key": uuid4(),
        "play": planned.play if planned else "",
        "direction": "in" if told.get("direction") == "in" else "out",
        "channel": told.get("channel", "call"),
    }


def _planned(request: HttpRequest, pk: str) -> PlannedTouch | None:
    # A line may be gone by the time a touch kept without a network arrives: the customer is named besides.
    if not pk.isdecimal() or not PlannedTouch.objects.filter(pk=int(pk)).exists():
        return None
    planned: PlannedTouch = record_or_404(request, PlannedTouch, int(pk), "customer.touch")
    return planned


def _customer(request: HttpRequest, pk: str) -> Customer | None:
    if not pk.isdecimal():
        return None
    waiting = _waiting(request, pk)
    return waiting.customer if waiting else customer_or_404(request, int(pk), "customer.touch")


def _taken_over(request: HttpRequest) -> PlannedTouch | None:
    """Accept a customer who waits for who has just touched them: nobody calls whom they do not take."""
    waiting = _waiting(request, request.POST.get("customer", ""))
    if waiting is None:
        return None
    try:
        return accept_line(waiting, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except UserError:  # it was taken back in this moment
        return None


def _waiting(request: HttpRequest, pk: str) -> HandOff | None:
    """Give the hand-off of a customer that waits for who asks, or for whom they cover."""
    assert isinstance(request.user, User)
    if not pk.isdecimal() or not may(request.user, "handoff.accept"):
        return None
    offered = HandOff.objects.filter(state=HandOff.State.OFFERED, farmer__in=covered_by(request.user))
    living = offered.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    return living.filter(customer=int(pk)).select_related("customer").first()
