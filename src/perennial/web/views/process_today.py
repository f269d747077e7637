"""Who waits at the weakest arrow comes onto the lists of the day, and off them again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.operations.process.put_on_today import put_on_today, take_off_today
from perennial.records.queries.process.looks import look_of
from perennial.records.queries.process.processes import shown_processes
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.process import shown_at
from perennial.web.views.process_page import entry_of

__all__ = ["put", "undo"]


@needs("process.edit")
@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """Put them on their owners' lists, as many as a day has room for."""
    shown = shown_at(request.POST.get("of", ""), shown_processes())
    look, words = look_of(shown.key), words_of(request)
    back = f"{reverse('process')}?of={shown.key}"
    try:
        found = put_on_today(_user(request), look, today=timezone.localdate())
    except UserError as error:
        messages.error(request, words.say(error.message))
        return redirect(f"{back}#weakest")
    choice = found.choice
    messages.success(
        request,
        words.say(
            "On lists of today: {lines:touches} of {sellers:number} people. Stand there already: "
            "{standing:number}; left alone for now: {alone:number}; in nobody's hands: {nobodys:number}; "
            "beyond the day: {beyond:number}.",
            lines=len(choice.lines),
            sellers=len({line.seller.pk for line in choice.lines}),
            standing=choice.standing,
            alone=choice.left_alone,
            nobodys=choice.nobodys,
            beyond=choice.beyond,
        ),
    )
    return redirect(f"{back}&done={found.entry.pk}#weakest")


@needs("process.edit")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the lines back that are still to be done."""
    entry = entry_of(request, str(pk))
    if entry is None:
        raise Http404
    gone = take_off_today(_user(request), entry)
    messages.success(request, words_of(request).say("Taken off the lists: {lines:touches}.", lines=gone))
    return redirect(reverse("process"))


def _user(request: HttpRequest) -> Any:
    return request.user
