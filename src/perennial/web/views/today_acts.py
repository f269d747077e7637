"""What Today's buttons do besides logging: later, back again, undo, accept."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import HandOff, PlannedTouch
from perennial.records.operations.accept_line import accept_line
from perennial.records.operations.offers.approve import ask_approval
from perennial.records.operations.snooze import plan_again, snooze
from perennial.records.operations.undo_touch import undo_touch
from perennial.web.access import needs, record_or_404
from perennial.web.forms.touch import LaterForm
from perennial.web.speech import words_of
from perennial.web.views.today_answer import answer, refuse
from perennial.web.views.today_page import seller_of

__all__ = ["accept", "again", "ask", "later", "undo"]


@needs("customer.touch")
@require_POST
def later(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a line off."""
    planned: PlannedTouch = record_or_404(request, PlannedTouch, pk, "customer.touch")
    # The page without a script has buttons and a field for the day: one of them is said.
    said_until = next(filter(None, request.POST.getlist("until")), "")
    form = LaterForm({"until": said_until})
    words = words_of(request)
    if not form.is_valid():
        return refuse(request, [str(each) for errors in form.errors.values() for each in errors])
    until = form.cleaned_data["until"]
    try:
        snooze(planned, by=request.user, until=until, today=timezone.localdate())  # type: ignore[arg-type]
    except UserError as error:
        return answer(request, seller_of(request), words.say(error.message), status=409)
    said = words.say("{name}: put off until {day:weekday}.", name=planned.customer, day=until)
    return answer(request, seller_of(request), said)


@needs("customer.touch")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a line that was put off back to today."""
    planned: PlannedTouch = record_or_404(request, PlannedTouch, pk, "customer.touch")
    words = words_of(request)
    try:
        plan_again(planned, by=request.user, day=timezone.localdate())  # type: ignore[arg-type]
    except UserError as error:
        return answer(request, seller_of(request), words.say(error.message), status=409)
    return answer(request, seller_of(request), words.say("{name} is back for today.", name=planned.customer))


@needs("customer.touch")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take a touch of one's own back."""
    words = words_of(request)
    try:
        touch = undo_touch(request.user, _key(request.POST.get("key", "")))  # type: ignore[arg-type]
    except UserError as error:
        return answer(request, seller_of(request), words.say(error.message), status=409)
    said = words.say("Taken back: {name}.", name=touch.customer or touch.get_play_display())
    return answer(request, seller_of(request), said)


@needs("customer.touch")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a dear offer may be given."""
    planned: PlannedTouch = record_or_404(request, PlannedTouch, pk, "customer.touch")
    words = words_of(request)
    try:
        ask_approval(request.user, planned)  # type: ignore[arg-type]
    except UserError as error:
        return answer(request, seller_of(request), words.say(error.message), status=409)
    said = words.say("Asked: {name}. Call once the answer is here.", name=planned.customer)
    return answer(request, seller_of(request), said)


@needs("handoff.accept")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a customer who is handed over."""
    handoff: HandOff = record_or_404(request, HandOff, pk, "handoff.accept")
    words = words_of(request)
    try:
        accept_line(handoff, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except UserError as error:
        return answer(request, seller_of(request), words.say(error.message), status=409)
    said = words.say("{name} is yours now: say hello today.", name=handoff.customer)
    return answer(request, seller_of(request), said)


def _key(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        return UUID(int=0)
