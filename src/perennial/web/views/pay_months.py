"""Closing a month of pay, and opening it again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.operations.pay.close_month import close_month, reopen_month
from perennial.web.access import needs
from perennial.web.speech import words_of

__all__ = ["close", "reopen"]


@needs("pay.close")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close a month."""
    month = request.POST.get("month", "")
    said = Message("{month:month} is closed: nothing is added to it any more.", {"month": month})
    return _done(request, month, lambda by: close_month(by, month, today=timezone.localdate()), said)


@needs("pay.close")
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """Open a month again."""
    month = request.POST.get("month", "")
    said = Message("{month:month} is open again.", {"month": month})
    return _done(request, month, lambda by: reopen_month(by, month, request.POST.get("reason", "")), said)


def _done(request: HttpRequest, month: str, act: Callable[[Any], object], said: Message) -> HttpResponse:
    words = words_of(request)
    if not _is_month(month):
        return redirect("pay")
    try:
        act(request.user)
    except UserError as error:
        messages.error(request, words.say(error.message))
    else:
        messages.success(request, words.say(said))
    return redirect(f"{reverse('pay')}?month={month}")


def _is_month(month: str) -> bool:
    year, dash, number = month.partition("-")
    numbers = year.isdecimal() and number.isdecimal() and month.isascii()
    return bool(dash) and numbers and len(year) == 4 and len(number) == 2 and 1 <= int(number) <= 12
