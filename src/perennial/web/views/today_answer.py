"""What an act on Today answers: JSON with the new list to the page's script, a redirect to a plain form."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from perennial.records.models import User
from perennial.web.views.today_page import list_context

__all__ = ["answer", "by_script", "refuse"]


def by_script(request: HttpRequest) -> bool:
    """Say whether the page's own script asks, not a plain form."""
    return request.headers.get("X-Today") == "1"


def answer(request: HttpRequest, seller: User, said: str, status: int = 200) -> HttpResponse:
    """Say what was done and give the list as it is now; another page's form goes back to where it names."""
    if by_script(request):
        listed = request.POST.get("list") != "no"
        return JsonResponse({"said": said, "html": _list(request, seller) if listed else ""}, status=status)
    (messages.success if status < 400 else messages.error)(request, said)
    following = request.POST.get("next", "")
    if following and url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        return redirect(following)
    own = {} if seller.pk == request.user.pk else {"seller": seller.pk}
    return redirect(f"{reverse('today')}{'?' + urlencode(own) if own else ''}")


def refuse(request: HttpRequest, said: list[str], status: int = 400) -> HttpResponse:
    """Say what is wrong with what was sent."""
    if by_script(request):
        return JsonResponse({"errors": said}, status=status)
    for each in said:
        messages.error(request, each)
    return redirect("today")


def _list(request: HttpRequest, seller: User) -> str:
    context: dict[str, Any] = list_context(request, seller)
    return render_to_string("perennial/today/list.html", context, request)
