"""Switch sending on and off, after being told what that means; and have sent at once what is due."""

from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.message import Message
from perennial.records.models import Business, OutboxMessage
from perennial.records.operations.change_settings import change_settings
from perennial.records.operations.outbox.put_planned import ask_to_put_planned
from perennial.records.operations.outbox.send import wake_outbox
from perennial.records.queries.messages.outbox_page import STATES
from perennial.records.queries.messages.planned import sent_by_itself
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.messages_sending_state import sending_state
from perennial.web.views.messages_tabs import messages_page

__all__ = ["put_now", "sending"]


@needs("settings")
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: HttpRequest) -> HttpResponse:
    """Say what would leave, and switch."""
    business = Business.current()
    if request.method == "POST":
        wanted = request.POST.get("to") == "on"
        change_settings(by=_user(request), values={"sending": wanted})
        if wanted:
            wake_outbox(timezone.now())
        notes.success(request, gettext("Sending is on.") if wanted else gettext("Sending is off."))
        return redirect("messages")
    going = OutboxMessage.objects.filter(STATES["waiting"] | STATES["failed"]).count()
    due = sent_by_itself(timezone.localdate()).count()
    context = {"is_on": business.sending, "going": going, "due": due, "most": business.mails_a_day}
    return messages_page(request, "sending", context)


@needs("settings")
@require_POST
def put_now(request: HttpRequest) -> HttpResponse:
    """Have what is planned for today put into the outbox now, not tomorrow morning."""
    if not sending_state(request.user).is_on:
        notes.error(request, gettext("Nothing leaves while sending is off."))
        return redirect("messages")
    due = sent_by_itself(timezone.localdate()).count()
    ask_to_put_planned(timezone.localdate())
    said = Message("{n:messages} planned for today will stand in the outbox in a moment.", {"n": due})
    notes.success(request, words_of(request).say(said))
    return redirect("messages")


def _user(request: HttpRequest) -> Any:
    return request.user
