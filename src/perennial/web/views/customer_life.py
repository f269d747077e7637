"""Write down what happens to a customer: notes, our mistakes, why they left."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from perennial.records.models import LeaveReason, Mistake, Note
from perennial.records.operations.add_note import add_note, remove_note
from perennial.records.operations.note_leaving import note_leaving, undo_leaving
from perennial.records.operations.note_mistake import note_mistake, open_mistake_again, solve_mistake
from perennial.web.access import customer_or_404, needs, record_or_404
from perennial.web.forms.customer import LeavingForm, MistakeForm, NoteForm
from perennial.web.views.customer_page import done, show

__all__ = ["leaving", "mistake", "note", "solved", "unleaving", "unnote", "unsolved"]


@needs("customer.edit")
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note."""
    customer = customer_or_404(request, pk, "customer.edit")
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return show(request, customer, note_form=form)
    add_note(_user(request), customer, form.cleaned_data["text"])
    return done(customer)


@needs("customer.edit")
@require_POST
def unnote(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a note of one's own."""
    written: Note = record_or_404(request, Note, pk, "customer.edit")
    if written.author_id != request.user.pk:
        raise Http404
    customer = written.customer
    remove_note(_user(request), written)
    return done(customer)


@needs("customer.edit")
@require_POST
def mistake(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a serious mistake of ours."""
    customer = customer_or_404(request, pk, "customer.edit")
    form = MistakeForm(request.POST, auto_id="mistake-%s")
    if not form.is_valid():
        return show(request, customer, mistake_form=form)
    note_mistake(_user(request), customer, **form.cleaned_data)
    if customer.owner_id is None:
        messages.warning(
            request, gettext("Nobody looks after this customer: nobody is called to put it right.")
        )
    else:
        messages.success(request, gettext("A call to put it right stands on today's list of the owner."))
    return done(customer)


@needs("customer.edit")
@require_POST
def solved(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a mistake has been put right."""
    made: Mistake = record_or_404(request, Mistake, pk, "customer.edit")
    solve_mistake(_user(request), made)
    return done(made.customer)


@needs("customer.edit")
@require_POST
def unsolved(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a mistake has been put right."""
    made: Mistake = record_or_404(request, Mistake, pk, "customer.edit")
    open_mistake_again(_user(request), made)
    return done(made.customer)


@needs("customer.edit")
@require_POST
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Note why a customer left."""
    customer = customer_or_404(request, pk, "customer.edit")
    form = LeavingForm(request.POST, auto_id="leaving-%s")
    if not form.is_valid():
        return show(request, customer, leaving_form=form)
    note_leaving(_user(request), customer, **form.cleaned_data)
    return done(customer)


@needs("customer.edit")
@require_POST
def unleaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back why a customer left."""
    said: LeaveReason = record_or_404(request, LeaveReason, pk, "customer.edit")
    undo_leaving(_user(request), said)
    return done(said.customer)


def _user(request: HttpRequest) -> Any:
    return request.user
