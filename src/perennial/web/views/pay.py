"""What a month pays each seller; a seller comes to their own statement at once."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import PayDispute, PayLine, PayMonth, PayPlanVersion
from perennial.records.queries.pay.statement import sellers_of
from perennial.records.queries.visible import sellers_for
from perennial.records.rights import may, scope_of
from perennial.web.access import needs

__all__ = ["month_asked", "months_around", "pay"]

_MONTHS = 18


@needs("pay.see")
@require_safe
def pay(request: HttpRequest) -> HttpResponse:
    """Show the sums of a month by seller, and whether it is closed."""
    if scope_of(request.user, "pay.see") == "own":
        return redirect("pay_mine")
    month = month_asked(request)
    rows = sellers_of(month, sellers_for(request.user, "pay.see"))
    context: dict[str, Any] = {
        "month": month,
        "months": months_around(month),
        "rows": rows,
        "total": sum(each.amount for each in rows),
        "has_plan": PayPlanVersion.objects.exists(),
        "is_over": month < f"{timezone.localdate():%Y-%m}",
        "closed": PayMonth.objects.filter(month=month, reopened_at__isnull=True).first(),
        "reopened": PayMonth.objects.filter(month=month, reopened_at__isnull=False).order_by("-pk").first(),
        "disputes": _open_disputes(request.user),
        "may_close": may(request.user, "pay.close"),
        "may_plan": may(request.user, "pay.plan"),
    }
    return render(request, "perennial/pay/pay.html", context)


def month_asked(request: HttpRequest) -> str:
    """Give the month of the address ("YYYY-MM"); this one where it names none."""
    asked = request.GET.get("month", "")
    try:
        return f"{date.fromisoformat(f'{asked}-01'):%Y-%m}"
    except ValueError:
        return f"{timezone.localdate():%Y-%m}"


def months_around(month: str) -> list[str]:
    """Give the months that have lines, this one and the one asked for, the newest first."""
    known = PayLine.objects.order_by("-month").values_list("month", flat=True).distinct()[:_MONTHS]
    return sorted({*known, month, f"{timezone.localdate():%Y-%m}"}, reverse=True)


def _open_disputes(user: Any) -> int:
    people = sellers_for(user, "pay.settle")
    return PayDispute.objects.filter(settled_at__isnull=True, line__seller__in=people).count()
