"""The call sheet: today's list on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from perennial.records.models import Business
from perennial.records.queries.today import day_of_seller
from perennial.web.access import needs
from perennial.web.views.today_page import seller_of

__all__ = ["sheet"]


@needs("today")
@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the list as a table to print: name, phone, why, offer, and room for the outcome."""
    seller, today = seller_of(request), timezone.localdate()
    business = getattr(request, "business", None) or Business.current()
    day = day_of_seller(seller, today=today, business=business, with_rhythms=False)
    return render(request, "perennial/today/sheet.html", {"seller": seller, "today": today, "day": day})
