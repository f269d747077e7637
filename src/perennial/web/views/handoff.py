"""One hand-off: the note, who takes over, and taking over."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import HandOff
from perennial.records.operations.accept_line import accept_line
from perennial.records.operations.offer_handoff import WAITS, cancel_handoff, offer_handoff
from perennial.records.operations.open_handoff import open_handoff
from perennial.records.queries.handoffs import handoffs_for
from perennial.records.queries.rhythms import rhythms_of
from perennial.records.queries.visible import customers_for
from perennial.records.rights import may
from perennial.web.access import customer_or_404, needs, record_or_404
from perennial.web.forms.handoff import NoteForm
from perennial.web.speech import words_of

__all__ = ["accept", "begin", "handoff", "keep", "offer"]


@needs("today")
@require_safe
def handoff(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one hand-off; a finished one to those who still see the customer."""
    return _show(request, _seen(request, pk))


@needs("handoff.give")
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the note and offer the customer."""
    record: HandOff = record_or_404(request, HandOff, pk, "handoff.give")
    form = NoteForm.of(record, request.POST)
    if not form.is_valid():
        return _show(request, _seen(request, pk), form)
    chosen = form.cleaned_data

    def done() -> str:
        offered = offer_handoff(record, by=_user(request), note=chosen["note"], farmer=chosen["farmer"])
        return words_of(request).say(
            "Offered to {farmer}.", farmer=offered.farmer.name if offered.farmer else ""
        )

    return _do(request, done, "handoff", pk)


@needs("handoff.accept")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the customer over."""
    record: HandOff = record_or_404(request, HandOff, pk, "handoff.accept")

    def done() -> str:
        line = accept_line(record, by=_user(request), at=timezone.now())
        return words_of(request).say(
            "{name} has passed over to {farmer}.", name=record.customer, farmer=line.seller
        )

    return _do(request, done, "customer", record.customer_id)


@needs("customer.assign")
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the customer with whom they are."""
    record: HandOff = record_or_404(request, HandOff, pk, "customer.assign")

    def done() -> str:
        cancel_handoff(record, by=_user(request))
        return gettext("The customer stays where they are.")

    return _do(request, done, "handoffs")


@needs("handoff.give")
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the hand-off of a customer by hand."""
    customer = customer_or_404(request, pk, "handoff.give")
    try:
        made = open_handoff(_user(request), customer)
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("customer", pk=pk)
    return redirect("handoff", pk=made.pk)


def _do(request: HttpRequest, act: Callable[[], str], route: str, *args: int) -> HttpResponse:
    try:
        messages.success(request, act())
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("handoffs")
    return redirect(route, *args)


def _seen(request: HttpRequest, pk: int) -> HandOff:
    rows = handoffs_for(request.user).select_related(
        "customer__product", "customer__owner", "hunter", "farmer", "order__product"
    )
    found = get_object_or_404(rows, pk=pk)
    if found.state not in WAITS and not _sees_customer(request, found):
        raise Http404
    return found


def _sees_customer(request: HttpRequest, record: HandOff) -> bool:
    return customers_for(request.user).filter(pk=record.customer_id).exists()


def _show(request: HttpRequest, record: HandOff, form: NoteForm | None = None) -> HttpResponse:
    waits, today = record.state in WAITS, timezone.localdate()
    may_give = waits and may(request.user, "handoff.give", record)
    context = {
        "handoff": record,
        "customer": record.customer,
        "waits": waits,
        "offered": record.state == HandOff.State.OFFERED,
        "form": (form or NoteForm.of(record)) if may_give else None,
        "may_accept": record.state == HandOff.State.OFFERED and may(request.user, "handoff.accept", record),
        "may_keep": waits and may(request.user, "customer.assign", record),
        "sees_customer": _sees_customer(request, record),
        "rhythm": rhythms_of([record.customer], today=today).get(record.customer_id),
    }
    return render(request, "perennial/departments/handoff.html", context)


def _user(request: HttpRequest) -> Any:
    return request.user
