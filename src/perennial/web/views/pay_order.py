"""What one order pays and why, who shares it, and the money that came for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Order, PayLine, Payment
from perennial.records.operations.pay.share_order import add_payment, remove_payment, share_order
from perennial.records.queries.pay.statement import lines_spoken
from perennial.records.queries.visible import customers_for
from perennial.web.access import needs
from perennial.web.forms.pay import PaymentForm, ShareFormSet, sellers_to_share, shares_of
from perennial.web.speech import words_of

__all__ = ["order", "payment", "remove", "shares"]


@needs("pay.settle")
@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an order's pay."""
    return _show(request, _order(request, pk))


@needs("pay.settle")
@require_POST
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who shares the order."""
    found = _order(request, pk)
    formset = ShareFormSet(request.POST, form_kwargs={"people": sellers_to_share()})
    if not formset.is_valid():
        return _show(request, found, shares=formset, status=400)
    try:
        share_order(_user(request), found, shares_of(formset))
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return _show(request, found, shares=formset, status=400)
    messages.success(request, gettext("Saved. What changes is a line of its own."))
    return redirect("pay_order", pk)


@needs("pay.settle")
@require_POST
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Note money that came for the order."""
    found = _order(request, pk)
    form = PaymentForm(request.POST)
    if not form.is_valid():
        return _show(request, found, payment=form, status=400)
    add_payment(_user(request), found, form.cleaned_data["amount"], form.cleaned_data["day"])
    messages.success(request, gettext("Saved. What changes is a line of its own."))
    return redirect("pay_order", pk)


@needs("pay.settle")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a payment back."""
    found = get_object_or_404(Payment.objects.select_related("order"), pk=pk)
    key = _order(request, found.order_id).pk
    remove_payment(_user(request), found)
    messages.success(request, gettext("Saved. What changes is a line of its own."))
    return redirect("pay_order", key)


def _show(
    request: HttpRequest, found: Order, *, shares: Any = None, payment: Any = None, status: int = 200
) -> HttpResponse:
    lines = PayLine.objects.filter(order_key=found.pk).select_related("seller", "plan").order_by("pk")
    initial = [
        {"seller": each.seller_id, "share": each.share * 100} for each in found.shares.order_by("-share")
    ]
    context = {
        "order": found,
        "lines": lines_spoken(list(lines)),
        "payments": list(found.payments.order_by("day", "pk")),
        "shares": shares or ShareFormSet(initial=initial, form_kwargs={"people": sellers_to_share()}),
        "payment": payment or PaymentForm(),
    }
    return render(request, "perennial/pay/order.html", context, status=status)


def _order(request: HttpRequest, pk: int) -> Order:
    found = get_object_or_404(Order.objects.select_related("customer", "product", "seller"), pk=pk)
    if not customers_for(request.user, "pay.settle").filter(pk=found.customer_id).exists():
        raise Http404
    return found


def _user(request: HttpRequest) -> Any:
    return request.user
