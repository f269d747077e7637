"""A seller's own weeks, which they see before anybody else, and their answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.records.models import Business, SellerWeek
from perennial.records.operations.answer_week import answer_week, open_weeks
from perennial.records.queries.drift_weeks import weeks_of_seller
from perennial.web.access import needs, record_or_404
from perennial.web.views.drift_words import measures_of, week_words

__all__ = ["answer", "my_weeks"]

_LONGEST = 2000


@needs("drift.answer")
@require_safe
def my_weeks(request: HttpRequest) -> HttpResponse:
    """Show one's own weeks; from now on the head may see them."""
    user = _user(request)
    weeks = weeks_of_seller(user)
    open_weeks(user, timezone.now())
    context = {
        "is_on": Business.current().drift_confirmed_at is not None,
        "latest": weeks[0] if weeks else None,
        "said": week_words(weeks[0]) if weeks else None,
        "measures": measures_of(weeks[0]) if weeks else [],
        "before": [(each, week_words(each)) for each in weeks[1:]],
        "is_own": True,
    }
    return render(request, "perennial/departments/my_weeks.html", context)


@needs("drift.answer")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the seller says of a week."""
    week: SellerWeek = record_or_404(request, SellerWeek, pk, "drift.answer")
    answer_week(_user(request), week, request.POST.get("answer", "")[:_LONGEST], timezone.now())
    messages.success(request, gettext("Your answer stands beside the week."))
    return redirect("my_weeks")


def _user(request: HttpRequest) -> Any:
    return request.user
