"""Planned touches as a file for a dialler, a mailing house or an e-mail service."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.pictures.words import Words
from perennial.records.models import PlannedTouch
from perennial.records.operations.audit import note_act
from perennial.records.queries.messages.handed_out import HandedOut, handed_out, lines_to_hand_out
from perennial.web.access import needs
from perennial.web.forms.messages import ExportForm
from perennial.web.speech import words_of
from perennial.web.views.csv_file import csv_file
from perennial.web.views.messages_tabs import messages_page

__all__ = ["export", "file"]

_AHEAD = timedelta(days=6)
_HEADER = (
    "date",
    "customer_id",
    "customer",
    "owner",
    "channel",
    "contact",
    "play",
    "reason",
    "offer",
    "code",
    "consent",
    "consent_at",
    "consent_basis",
    "arm",
)


@needs("messages")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Choose days, way and form of the file; say how many rows it will have."""
    form = _form(request)
    number = _lines(request, form).count() if form.is_valid() else None
    query = request.GET.urlencode() if request.GET else ""
    return messages_page(request, "export", {"form": form, "number": number, "query": query})


@needs("messages")
@require_safe
def file(request: HttpRequest) -> Any:
    """Give the file."""
    form = _form(request)
    if not form.is_valid():
        return redirect("messages_export")
    lines, told = _lines(request, form), form.cleaned_data
    note_act(
        request.user,
        "planned.export",
        lines=lines.count(),
        since=told["first"].isoformat(),
        channel=told["channel"],
    )
    name = f"touches-{told['first']:%Y-%m-%d}-{told['last']:%Y-%m-%d}"
    return csv_file(name, _HEADER, _rows(lines, words_of(request)), told["separator"] or ",")


def _form(request: HttpRequest) -> ExportForm:
    today = timezone.localdate()
    usual = {
        "first": today.isoformat(),
        "last": (today + _AHEAD).isoformat(),
        "separator": ";" if words_of(request).language == "ru" else ",",
    }
    return ExportForm({**usual, **request.GET.dict()})


def _lines(request: HttpRequest, form: ExportForm) -> Any:
    told = form.cleaned_data
    return lines_to_hand_out(request.user, told["first"], told["last"], told["channel"])


def _rows(lines: Any, words: Words) -> Iterator[list[Any]]:
    for row in handed_out(lines):
        yield _row(row, row.line, words)


def _row(row: HandedOut, line: PlannedTouch, words: Words) -> list[Any]:
    said = row.consent
    return [
        row.day,
        line.customer_id,
        line.customer.name,
        line.seller.name,
        line.channel,
        row.contact,
        line.play,
        words.say(row.reason) if row.reason.text else "",
        line.gift.text(words.language) if line.gift else line.offer,
        line.gift.code if line.gift else "",
        ("yes" if said.given else "no") if said else "unknown",
        timezone.localdate(said.at) if said else None,
        said.basis if said else "",
        row.arm,
    ]
