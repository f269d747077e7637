"""Rebalancing: move customers from one seller to others, after a look at what would move."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Customer, User
from perennial.records.operations import rebalance as operation
from perennial.records.queries.rebalance_plan import Moves, plan_rebalance, shares_of
from perennial.records.queries.visible import customers_for
from perennial.records.rights import scope_of
from perennial.web.access import needs
from perennial.web.forms.customer_filters import assignable
from perennial.web.forms.rebalance import RebalanceForm
from perennial.web.speech import words_of
from perennial.web.views.signed_plan import open_plan, seal_plan

__all__ = ["move", "rebalance", "undo"]

_SHOWN = 50


@needs("rebalance")
@require_safe
def rebalance(request: HttpRequest) -> HttpResponse:
    """Ask what to move, and show what would."""
    form = RebalanceForm.of(request.user, request.GET)
    context: dict[str, Any] = {"form": form, "done": _done(request)}
    if form.is_bound and form.is_valid():
        context |= _preview(request, form)
    return render(request, "perennial/departments/rebalance.html", context)


@needs("rebalance")
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Carry out what was previewed."""
    try:
        plan = open_plan(request)
        giver = get_object_or_404(assignable(request.user), pk=plan.get("giver", 0))
        moves: Moves = plan.get("moves", {})
        entry = operation.rebalance(_user(request), giver, moves, UUID(plan["act"]))
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("rebalance")
    return redirect(f"{reverse('rebalance')}?done={entry.pk}")


@needs("rebalance")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rebalancing back: one's own, or any for who may do it everywhere."""
    entry = _entry(request, pk)
    if entry is None:
        raise Http404
    number = operation.undo_rebalance(_user(request), entry)
    messages.success(request, words_of(request).say("Taken back for {n:customers_of}.", n=number))
    return redirect("rebalance")


def _preview(request: HttpRequest, form: RebalanceForm) -> dict[str, Any]:
    asked = form.cleaned_data
    giver: User = asked["giver"]
    try:
        moves = plan_rebalance(
            giver,
            asked["takers"],
            customers_for(request.user, "customer.assign"),
            today=timezone.localdate(),
            number=asked["number"],
            first=asked["first"],
        )
    except UserError as error:
        form.add_error("takers", words_of(request).say(error.message))
        return {}
    moved = sum(len(ids) for ids in moves.values())
    return {
        "previewed": True,
        "giver": giver,
        "moved": moved,
        "shares": shares_of(moves),
        "rows": _rows(moves),
        "more": max(moved - _SHOWN, 0),
        "plan": seal_plan(request, giver=giver.pk, moves=moves),
    }


def _rows(moves: Moves) -> list[tuple[Customer, User]]:
    """Give the first customers with who takes them."""
    to = {pk: taker for taker, ids in moves.items() for pk in ids}
    people, first = User.objects.in_bulk(list(moves)), list(to)[:_SHOWN]
    found = Customer.objects.in_bulk(first)
    return [(found[pk], people[to[pk]]) for pk in first]


def _done(request: HttpRequest) -> AuditEntry | None:
    pk = request.GET.get("done", "")
    return _entry(request, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 16 else None


def _entry(request: HttpRequest, pk: int) -> AuditEntry | None:
    entry = AuditEntry.objects.filter(pk=pk, act="rebalance").first()
    mine = entry is not None and entry.actor_id == request.user.pk
    return entry if mine or scope_of(request.user, "rebalance") == "all" else None


def _user(request: HttpRequest) -> Any:
    return request.user
