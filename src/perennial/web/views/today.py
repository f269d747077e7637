"""Today: whom to touch, in order of expected gain, as long as the day allows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from perennial.web.access import needs
from perennial.web.views.today_page import context_of, list_context, seller_of

__all__ = ["today"]


@needs("today")
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show a seller's day, or only its list where a page that is open asks for it anew."""
    if request.GET.get("part") == "list":
        return render(request, "perennial/today/list.html", list_context(request, seller_of(request)))
    return render(request, "perennial/today/today.html", context_of(request))
