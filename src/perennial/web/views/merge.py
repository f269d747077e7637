"""Merge two records of one person: choose the other, look at both sides, merge; and take it apart again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import UserError
from perennial.records.models import Customer, Merge
from perennial.records.operations.merge import merge as merge_records
from perennial.records.operations.merge_preview import preview
from perennial.records.operations.undo_merge import undo_merge
from perennial.records.queries.rhythms import rhythms_of
from perennial.records.queries.search import search
from perennial.records.queries.today_people import same_person
from perennial.records.queries.visible import customers_for
from perennial.web.access import customer_or_404, needs
from perennial.web.speech import words_of

__all__ = ["merge", "undo"]

_ACT = "customer.merge"
_FOUND_AT_MOST = 12
_COLUMNS = {
    "name": _("Name"),
    "kind": _("Company or person"),
    "tax_id": _("Tax number"),
    "product": _("Product"),
    "source": _("Source"),
    "address": _("Address"),
    "paid_until": _("Paid until"),
    "owner": _("Owner"),
}
_KINDS = {Customer.Kind.COMPANY.value: _("company"), Customer.Kind.PERSON.value: _("person")}


@needs(_ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom a customer may be the same as; with `with` both sides, and merge them on POST."""
    kept = customer_or_404(request, pk, _ACT)
    asked = request.POST.get("with") or request.GET.get("with") or ""
    if not asked:
        return render(request, "perennial/privacy/merge_choose.html", _candidates(request, kept))
    other = customer_or_404(request, int(asked) if asked.isdecimal() else 0, _ACT)
    if other == kept:
        return redirect("customer_merge", pk=pk)
    if request.method == "POST":
        return _merge(request, kept, other)
    return render(request, "perennial/privacy/merge.html", _both_sides(kept, other))


@needs(_ACT)
@require_POST
def undo(request: HttpRequest, pk: int, act: UUID) -> HttpResponse:
    """Take a merge apart."""
    kept = customer_or_404(request, pk, _ACT)
    done = Merge.objects.filter(act=act, kept=kept).first()
    if done is None:
        raise Http404
    try:
        undo_merge(request.user, act)  # type: ignore[arg-type]  # only people of the house come here
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    else:
        messages.success(request, gettext("Two records again, as they were."))
    return redirect("customer_merge", pk=pk)


def _merge(request: HttpRequest, kept: Customer, other: Customer) -> HttpResponse:
    choices = {name: request.POST.get(f"choice-{name}", "") for name in _COLUMNS}
    try:
        merge_records(request.user, kept, other, {name: side for name, side in choices.items() if side})  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("customer_merge", pk=kept.pk)
    messages.success(request, gettext("Merged. It can be taken apart on this page."))
    return redirect("customer_merge", pk=kept.pk)


def _candidates(request: HttpRequest, kept: Customer) -> dict[str, Any]:
    mine = customers_for(request.user, _ACT).exclude(pk=kept.pk).select_related("owner", "product")
    query = request.GET.get("q", "").strip()
    found = list(search(mine, query).customers.order_by("name", "pk")[:_FOUND_AT_MOST]) if query else []
    return {
        "kept": kept,
        "likely": list(mine.filter(pk__in=same_person(kept)).order_by("pk")[:_FOUND_AT_MOST]),
        "query": query,
        "found": found,
        "done": list(Merge.objects.filter(kept=kept, undone_at=None).select_related("other", "by")),
    }


def _both_sides(kept: Customer, other: Customer) -> dict[str, Any]:
    seen = preview(kept, other)
    rhythms = rhythms_of([kept, other], today=timezone.localdate())
    sides = [(each, rhythms.get(each.pk), list(each.contacts.all())) for each in (kept, other)]
    choices = [
        {
            "name": each.name,
            "label": _COLUMNS[each.name],
            "keep": _KINDS.get(str(each.keep), each.keep),
            "other": _KINDS.get(str(each.other), each.other),
            "proposed": each.proposed,
        }
        for each in seen.choices
    ]
    moved = {name: its for name, (_, its) in seen.counts.items()}
    return {"kept": kept, "other": other, "sides": sides, "seen": seen, "choices": choices, "moved": moved}
