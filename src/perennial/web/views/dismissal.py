"""Somebody leaves: who takes what, counted before anything is done, then all of it in one step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, User
from perennial.records.operations.dismiss import dismiss, undo_dismissal
from perennial.records.queries.dismissal_plan import Dismissal, left_by, plan_dismissal, takers_for
from perennial.records.queries.rebalance_plan import shares_of
from perennial.web.access import needs
from perennial.web.forms.rebalance import TakersForm
from perennial.web.speech import words_of
from perennial.web.views.signed_plan import open_plan, seal_plan

__all__ = ["close", "dismissal", "undo"]


@needs("people")
@require_safe
def dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is somebody's, ask who takes it, and show what would go where."""
    person = get_object_or_404(User.objects.select_related("department"), pk=pk)
    form = _form(request, person)
    left = left_by(person, timezone.localdate())
    context: dict[str, Any] = {"person": person, "left": left, "form": form, "entry": _entry(person)}
    if person.is_active and ((form.is_bound and form.is_valid()) or not (left.customers or left.leads)):
        context |= _preview(request, person, form)
    return render(request, "perennial/departments/dismissal.html", context)


@needs("people")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out what was previewed."""
    person = get_object_or_404(User, pk=pk)
    try:
        plan = open_plan(request)
        if plan.get("person") != person.pk:
            raise UserError("Look at the preview again.")  # noqa: TRY301 - said the same way as the others
        shared = Dismissal(customers=plan["customers"], leads=plan["leads"])
        dismiss(_user(request), person, shared, UUID(plan["act"]), today=timezone.localdate())
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    else:
        said = words_of(request).say(
            "All that was {name}'s has gone over. The account is closed.", name=person
        )
        messages.success(request, said)
    return redirect("dismissal", pk=pk)


@needs("people")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give customers and leads back."""
    person = get_object_or_404(User, pk=pk)
    entry = _entry(person)
    number = undo_dismissal(_user(request), entry) if entry is not None else 0
    messages.success(request, words_of(request).say("Taken back for {n:customers_of}.", n=number))
    return redirect("dismissal", pk=pk)


def _form(request: HttpRequest, person: User) -> TakersForm:
    takers = takers_for(person).select_related("department").order_by("-role", "name")
    same = list(takers.filter(role=person.role).values_list("pk", flat=True))
    form = TakersForm(request.GET if "asked" in request.GET else None, initial={"takers": same})
    form.offer(takers)
    return form


def _preview(request: HttpRequest, person: User, form: TakersForm) -> dict[str, Any]:
    takers = list(form.cleaned_data["takers"]) if form.is_bound else []
    try:
        plan = plan_dismissal(person, takers, timezone.localdate())
    except UserError as error:
        form.add_error("takers", words_of(request).say(error.message))
        return {}
    people = User.objects.in_bulk(list(plan.leads))
    return {
        "previewed": True,
        "shares": shares_of(plan.customers),
        "leads": [(people[to], len(ids)) for to, ids in plan.leads.items()],
        "plan": seal_plan(request, person=person.pk, customers=plan.customers, leads=plan.leads),
    }


def _entry(person: User) -> AuditEntry | None:
    """Give the latest dismissal of somebody, unless it was taken back."""
    entry = (
        AuditEntry.objects.filter(act="dismiss", model="user", object_id=person.pk).order_by("-id").first()
    )
    undone = AuditEntry.objects.filter(act="dismiss.undo", facts__entry=entry.pk if entry else 0).exists()
    return None if undone else entry


def _user(request: HttpRequest) -> Any:
    return request.user
