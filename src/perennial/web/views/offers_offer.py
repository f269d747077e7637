"""One offer: what it is, what it brought, who got it, from whom."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import Business, Offer
from perennial.records.queries.offers.catalogue import LOOKED_AT, offer_row
from perennial.records.queries.offers.one_offer import by_seller, months_of_use, who_got
from perennial.web.access import needs
from perennial.web.views.offers_page import offers_page
from perennial.web.views.offers_words import STANDINGS, stages_of

__all__ = ["offer"]

_A_PAGE = 25


@needs("offers")
@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an offer."""
    found, today = get_object_or_404(Offer, pk=pk), timezone.localdate()
    row, months = offer_row(found, today, Business.current()), months_of_use(found, today)
    context = {
        "offer": found,
        "row": row,
        "standing": STANDINGS.get(row.standing),
        "stages": stages_of(found),
        "products": list(found.products.values_list("name", flat=True)),
        "days": LOOKED_AT,
        "sellers": by_seller(found),
        "months": months,
        "most": max((each.given for each in months), default=1) or 1,
        "page": Paginator(who_got(found, request.user), _A_PAGE).get_page(request.GET.get("page")),
    }
    return offers_page(request, "offer", context)
