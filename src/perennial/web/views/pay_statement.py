"""A seller's statement: each line with its reason, to print and to take away."""

import csv
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.flows.plan_file import harmless
from perennial.pay.plans.described import plan_sentences
from perennial.records.models import Business, PayLine, PayMonth, User
from perennial.records.operations.audit import note_act
from perennial.records.queries.pay.plans import plan_today
from perennial.records.queries.pay.statement import lines_spoken, months_of, sums_by_rule
from perennial.records.queries.trials.held_out_now import held_out_of
from perennial.records.queries.trials.held_out_pay import missed_pay
from perennial.records.rights import may
from perennial.web.access import needs, record_or_404
from perennial.web.forms.pay import DecisionForm
from perennial.web.speech import words_of
from perennial.web.views.pay import month_asked, months_around
from perennial.web.views.pay_words import RULES

__all__ = ["export", "mine", "statement"]

_A_PAGE = 200
_MARK = "\ufeff"
_COLUMNS = ("day", "customer", "order", "rule", "base", "rate", "amount", "plan", "reason")


@needs("pay.see")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own statement."""
    return _show(request, _user(request))


@needs("pay.see")
@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody's statement."""
    return _show(request, record_or_404(request, User, pk, "pay.see"))


@needs("pay.see")
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a statement as a file for spreadsheets."""
    seller: User = record_or_404(request, User, pk, "pay.see")
    month, words = month_asked(request), words_of(request)
    note_act(request.user, "pay.export", seller, month=month)
    response = HttpResponse(_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pay-{month}-{seller.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(_COLUMNS)
    for each in lines_spoken(list(_lines(seller, month).select_related("plan"))):
        line, reason = each.line, words.say(each.reason)
        order = str(each.reason.facts.get("order", ""))
        texts = [harmless(str(each.customer or "")), harmless(order), line.rule]
        figures = [line.base, _plain(line.rate), line.amount, line.plan.number if line.plan else ""]
        writer.writerow([line.day.isoformat(), *texts, *figures, harmless(reason)])
    return response


def _show(request: HttpRequest, seller: User) -> HttpResponse:
    month = month_asked(request)
    lines = _lines(seller, month)
    page = Paginator(lines, _A_PAGE).get_page(request.GET.get("page"))
    is_own = seller.pk == request.user.pk
    plan = plan_today(timezone.localdate())
    months = months_of(seller)
    context: dict[str, Any] = {
        "seller": seller,
        "is_own": is_own,
        "month": month,
        "months": months_around(month),
        "before": months,
        "most": max((each.amount for each in months), default=Decimal(0)),
        "total": lines.aggregate(total=Sum("amount"))["total"] or Decimal(0),
        "sums": [(RULES[rule], amount) for rule, amount in sums_by_rule(lines).items()],
        "page": page,
        "lines": lines_spoken(list(page.object_list)),
        "closed": PayMonth.objects.filter(month=month, reopened_at__isnull=True).first(),
        "rules": list(plan_sentences(plan)) if plan else [],
        "may_settle": not is_own and may(request.user, "pay.settle", seller),
        "form": DecisionForm(),
        **_held_out(seller, month),
    }
    return render(request, "perennial/pay/statement.html", context)


def _held_out(seller: User, month: str) -> dict[str, Any]:
    """Say how many of the seller's customers are held out now, and what the month would pay for them."""
    customers = held_out_of(seller, timezone.localdate())
    is_paid = Business.current().pay_mean_for_held_out
    missed = missed_pay(month).get(seller.pk, Decimal(0)) if customers and is_paid else None
    return {"held_out": customers, "missed": missed}


def _lines(seller: User, month: str) -> "QuerySet[PayLine]":
    return PayLine.objects.filter(seller=seller, month=month).order_by("day", "pk")


def _plain(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


def _user(request: HttpRequest) -> Any:
    return request.user
