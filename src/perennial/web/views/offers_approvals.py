"""Lines whose offer is dearer than the seller may give: allowed or refused."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Business, PlannedTouch
from perennial.records.operations.offers.approve import decide_approval
from perennial.records.queries.offers.approval import decided, may_decide, waiting
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.offers_page import offers_page

__all__ = ["approvals", "decide"]

_SHOWN = 100


@needs("offer.approve")
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """List what waits for a word, and what was decided and is still to be done."""
    business = Business.current()
    asked = list(waiting(request.user)[:_SHOWN])
    context = {
        "waiting": [(line, may_decide(_user(request), line, business)) for line in asked],
        "decided": list(decided(request.user)[:_SHOWN]),
        "has_limits": bool(business.approval_limits),
    }
    return offers_page(request, "approvals", context)


@needs("offer.approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Allow an offer, or refuse it."""
    line = get_object_or_404(PlannedTouch.objects.select_related("seller"), pk=pk)
    if not may(request.user, "offer.approve", line.seller):
        raise Http404
    given = request.POST.get("do") == "give"
    try:
        decide_approval(_user(request), line, given, request.POST.get("reason", ""))
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    else:
        said = gettext("Allowed; the seller was told.") if given else gettext("Refused; the seller was told.")
        messages.success(request, said)
    return redirect("offers_approvals")


def _user(request: HttpRequest) -> Any:
    return request.user
