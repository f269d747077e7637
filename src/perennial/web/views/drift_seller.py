"""The weeks of one seller as their head sees them, and what could be handed over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import Business, User
from perennial.records.models.words import Role
from perennial.records.operations.reckon_split import split_now
from perennial.records.queries.drift_weeks import weeks_for_head
from perennial.records.queries.hand_over_advice import advice_for
from perennial.records.rights import may
from perennial.web.access import needs, record_or_404
from perennial.web.views.drift_words import measures_of, week_words

__all__ = ["seller"]


@needs("drift.see")
@require_safe
def seller(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a head may see of a seller; sellers themselves are led to their own weeks."""
    whom: User = record_or_404(request, User, pk, "drift.see")
    if may(request.user, "drift.answer"):
        return redirect("my_weeks")
    today, business = timezone.localdate(), Business.current()
    weeks = weeks_for_head(whom, today)
    latest = weeks[0] if weeks else None
    has_advice = latest is not None and latest.alarm and whom.role == Role.HUNTER
    if has_advice:
        split_now(business)  # the advice takes from it what first contacts earn
    context = {
        "seller": whom,
        "is_on": business.drift_confirmed_at is not None,
        "latest": latest,
        "said": week_words(latest) if latest else None,
        "measures": measures_of(latest) if latest else [],
        "before": [(each, week_words(each)) for each in weeks[1:]],
        "advice": advice_for(whom, today, business) if has_advice else None,
        "may_rebalance": may(request.user, "rebalance"),
    }
    return render(request, "perennial/departments/drift_seller.html", context)
