"""The outbox: what waits, left, failed, was given up or cancelled, and why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import OutboxMessage
from perennial.records.operations.outbox.again import send_again
from perennial.records.operations.outbox.cancel import cancel
from perennial.records.queries.messages.outbox_page import (
    STATES,
    count_by_state,
    messages_for,
    page_of_messages,
)
from perennial.records.queries.messages.planned import waits_to_leave
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.messages_tabs import messages_page
from perennial.web.views.messages_words import FATE_NAMES, STATE_NAMES, state_of, why_words

__all__ = ["again", "drop", "message", "outbox"]

_LONGEST = 100


@needs("messages")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List messages, newest first, narrowed by their state and a customer."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    sought = request.GET.get("q", "").strip()[:_LONGEST]
    mine = messages_for(request.user)
    page = page_of_messages(
        mine, request.user, state=state, sought=sought, older=_number(request.GET.get("older", ""))
    )
    counts = count_by_state(mine)
    context = {
        "rows": [_row(each) for each in page.rows],
        "older": page.older,
        "state": state,
        "sought": sought,
        "pills": _pills(counts, state),
        "has_any": any(counts.values()),
        "due": waits_to_leave(request.user, timezone.localdate()),
    }
    return messages_page(request, "outbox", context)


@needs("messages")
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one message: its text, and what became of it."""
    found = get_object_or_404(messages_for(request.user).select_related("customer", "planned"), pk=pk)
    return messages_page(request, "message", {"row": _row(found), "message": found})


@needs("messages")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a message that has not left."""
    return _done(request, pk, cancel, gettext("The message was cancelled."))


@needs("messages")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message once more that was given up."""
    return _done(request, pk, send_again, gettext("The message waits to be sent again."))


def _done(
    request: HttpRequest, pk: int, act: Callable[[Any, OutboxMessage], None], said: str
) -> HttpResponse:
    found = get_object_or_404(messages_for(request.user), pk=pk)
    try:
        act(request.user, found)
    except UserError as error:
        notes.error(request, words_of(request).say(error.message))
    else:
        notes.success(request, said)
    back = request.POST.get("back", "")
    inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if back and inside else "messages")


def _row(found: OutboxMessage) -> dict[str, Any]:
    state = state_of(found)
    return {
        "message": found,
        "state": state,
        "name": STATE_NAMES[state],
        "fate": FATE_NAMES.get(found.fate, ""),
        "why": why_words(found.last_error),
        "may_cancel": state in {"waiting", "failed"},
        "may_again": state == "dead" and bool(found.text),
    }


def _pills(counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    """Give the kinds by which the list is narrowed; kinds without a message are left out."""
    numbers = {"": sum(counts.values()), **counts}
    return [
        {"state": each, "name": name, "number": numbers[each], "is_here": each == state}
        for each, name in STATE_NAMES.items()
        if numbers[each] or each in {"", state}
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None
