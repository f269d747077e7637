"""The page behind a customer's personal link: by which ways they agree to advertising, if at all."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from perennial.records.models import Business
from perennial.records.models.words import Channel
from perennial.records.operations.consent.answer import ASKED, agreed_ways, answer_consent
from perennial.records.operations.consent.save_text import current_text, text_in
from perennial.records.operations.consent.way_in import customer_of_token
from perennial.web.access import public
from perennial.web.speech import words_of
from perennial.web.too_many import too_many

__all__ = ["link"]

#: Links that lead nowhere, from one address and from everywhere.
_FROM_ONE, _FROM_ALL = 20, 1000


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or write the answer down; a look alone changes nothing. Nobody is named: links are passed on."""
    customer, business = customer_of_token(token), Business.current()
    with translation.override(business.language):
        if customer is None:
            return _nowhere(request, business)
        if request.method != "POST":
            return _page(request, business, "ask", _asked(agreed_ways(customer), business))
        ways = [each for each in request.POST.getlist("ways") if each in ASKED]
        if request.POST.get("do") == "agree" and not ways:
            return _page(request, business, "ask", {**_asked({}, business), "is_empty": True}, 422)
        ways = ways if request.POST.get("do") == "agree" else []
        answer_consent(customer, ways, basis=gettext("said on the page behind a personal link"))
        return _page(request, business, "done", {"ways": [Channel(each).label for each in ways]})


def _asked(agreed: Mapping[str, bool], business: Business) -> dict[str, object]:
    names = {
        Channel.MAIL: gettext("by e-mail"),
        Channel.MESSAGE: gettext("by messages to my phone"),
        Channel.CALL: gettext("by phone calls"),
    }
    ways = [
        {"value": each, "name": names[Channel(each)], "is_on": agreed.get(each) is True} for each in ASKED
    ]
    return {"ways": ways, "text": text_in(current_text(), business.language, business)}


def _nowhere(request: HttpRequest, business: Business) -> HttpResponse:
    if too_many(request, "consent-link", from_one=_FROM_ONE, from_all=_FROM_ALL):
        return HttpResponse(status=429)
    return _page(request, business, "nowhere", {}, 404)


def _page(
    request: HttpRequest, business: Business, name: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    around = {"business": business, "words": words_of(request), "LANGUAGE_CODE": business.language}
    response = render(request, f"perennial/messages/link/{name}.html", {**around, **context}, status=status)
    response.headers["Content-Language"] = business.language
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
