"""The page by which people want no more advertising; mail programs take the same way with one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from perennial.records.models import Business, OutboxMessage
from perennial.records.operations.outbox.way_out import message_of_token
from perennial.records.operations.unsubscribe import unsubscribe as carry_out
from perennial.records.operations.unsubscribe import wants_none
from perennial.web.access import public
from perennial.web.speech import words_of
from perennial.web.too_many import too_many

__all__ = ["unsubscribe"]

#: Links that lead nowhere, from one address and from everywhere; whoever has a right one is always let in,
#: since mail programs come for many people from one place.
_FROM_ONE, _FROM_ALL = 20, 1000


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether they mean it, or take them at their word (RFC 8058: no sign-in, no cookie, no redirection).

    A look alone changes nothing: programs that check links look at every one.
    """
    message = message_of_token(token)
    if message is None:
        if too_many(request, "unsubscribe", from_one=_FROM_ONE, from_all=_FROM_ALL):
            return HttpResponse(status=429)
        raise Http404
    business = Business.current()
    if request.method == "POST":
        with translation.override(business.language):
            carry_out(message, gettext("refused by the link in a message"))
    return _page(request, message, business, is_done=request.method == "POST" or wants_none(message))


def _page(request: HttpRequest, message: OutboxMessage, business: Business, *, is_done: bool) -> HttpResponse:
    with translation.override(message.language):
        context = {"business": business, "words": words_of(request), "LANGUAGE_CODE": message.language}
        name = "done" if is_done else "ask"
        response = render(request, f"perennial/unsubscribe/{name}.html", context)
    response.headers["Content-Language"] = message.language
    response.headers["X-Robots-Tag"] = "noindex"
    return response
