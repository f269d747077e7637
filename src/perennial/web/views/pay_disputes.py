"""Disputes about lines of pay, and sums that are decided on by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import PayDispute, PayLine, User
from perennial.records.operations.pay.dispute import decide, dispute_line, settle_dispute
from perennial.records.queries.pay.statement import SpokenLine, lines_spoken
from perennial.records.queries.visible import sellers_for
from perennial.records.rights import may
from perennial.web.access import needs, record_or_404
from perennial.web.forms.pay import DecisionForm, SettleForm
from perennial.web.speech import words_of

__all__ = ["dispute", "disputes", "grant", "settle"]

_SHOWN = 100
_LONGEST = 2000


@needs("pay.settle")
@require_safe
def disputes(request: HttpRequest) -> HttpResponse:
    """List disputes, the open ones first."""
    people = sellers_for(request.user, "pay.settle")
    rows = PayDispute.objects.filter(line__seller__in=people).select_related(
        "line__seller", "line__plan", "settled_by"
    )
    waiting = list(rows.filter(settled_at__isnull=True).order_by("at")[:_SHOWN])
    settled = list(rows.filter(settled_at__isnull=False).order_by("-settled_at")[:_SHOWN])
    context = {"waiting": _spoken(waiting), "settled": _spoken(settled), "form": SettleForm()}
    return render(request, "perennial/pay/disputes.html", context)


@needs("pay.see")
@require_POST
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Dispute a line of one's own pay."""
    line = get_object_or_404(PayLine, pk=pk, seller=_user(request))
    try:
        dispute_line(_user(request), line, request.POST.get("text", "")[:_LONGEST])
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    else:
        messages.success(request, gettext("Your dispute was sent."))
    return redirect(f"{reverse('pay_mine')}?month={line.month}#line-{line.pk}")


@needs("pay.settle")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a dispute."""
    found = get_object_or_404(PayDispute.objects.select_related("line__seller"), pk=pk)
    if not may(request.user, "pay.settle", found.line.seller):
        raise Http404
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return redirect("pay_disputes")
    asked = form.cleaned_data
    try:
        settle_dispute(
            _user(request), found, asked["answer"], amount=asked["amount"], today=timezone.localdate()
        )
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    else:
        messages.success(request, gettext("The dispute was settled."))
    return redirect("pay_disputes")


@needs("pay.settle")
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on a sum for somebody by hand; nobody does so for themselves."""
    seller: User = record_or_404(request, User, pk, "pay.settle")
    if seller.pk == request.user.pk:
        raise Http404
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return redirect("pay_statement", seller.pk)
    asked = form.cleaned_data
    try:
        decide(_user(request), seller, asked["amount"], asked["because"], today=timezone.localdate())
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    else:
        messages.success(request, gettext("The sum stands on the statement."))
    return redirect("pay_statement", seller.pk)


def _spoken(found: list[PayDispute]) -> list[tuple[PayDispute, SpokenLine]]:
    return list(zip(found, lines_spoken([each.line for each in found]), strict=True))


def _user(request: HttpRequest) -> Any:
    return request.user
