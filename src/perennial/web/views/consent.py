"""Consent to advertising: who waits for it, the text by which they are asked, and a file with their links."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages as notes
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Business, ConsentText, Customer
from perennial.records.models.words import Channel
from perennial.records.operations.audit import note_act
from perennial.records.operations.consent.save_text import current_text, save_text, text_in
from perennial.records.operations.consent.way_in import consent_page
from perennial.records.queries.addresses import contact_for
from perennial.records.queries.messages.consent_waits import Narrowed, consent_counts, waiting_for
from perennial.records.queries.sending import house_address
from perennial.records.queries.today_people import contacts_of
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.forms.messages import ConsentTextsForm
from perennial.web.speech import words_of
from perennial.web.views.csv_file import csv_file
from perennial.web.views.messages_tabs import messages_page
from perennial.web.views.settings_tabs import refuse

__all__ = ["consent", "file"]

_AT_ONCE = 500
_HEADER = ("customer_id", "customer", "owner", "channel", "contact", "value_at_risk", "link")


@needs("messages")
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Show who waits, and the text; the owner changes it, which makes another version."""
    kept, may_edit = current_text(), may(request.user, "consent.record")
    form = ConsentTextsForm(
        request.POST if request.method == "POST" else None,
        initial={"text_en": kept.text_en, "text_ru": kept.text_ru},
    )
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and _saved(request, form):
            return redirect("messages_consent")
    return _page(request, kept, form, may_edit=may_edit)


@needs("messages")
@require_safe
def file(request: HttpRequest) -> Any:
    """Give those who wait, each with a link of their own, for a letter merge or a dialler."""
    asked = request.GET.get("channel", "")
    channel = asked if asked in Channel.values else Channel.MAIL.value
    if not house_address():
        notes.error(request, gettext("The server does not know its address, so that no links can be made."))
        return redirect("messages_consent")
    waiting = waiting_for(channel, Narrowed(user=request.user)).select_related("owner").order_by("pk")
    note_act(request.user, "consent.export", channel=channel, customers=waiting.count())
    separator = ";" if words_of(request).language == "ru" else ","
    return csv_file(f"consent-{channel}", _HEADER, _rows(waiting, channel), separator)


def _saved(request: HttpRequest, form: ConsentTextsForm) -> bool:
    try:
        save_text(_user(request), **form.cleaned_data)
    except UserError as error:
        refuse(request, form, error)
        return False
    notes.success(request, gettext("Saved as a new version; those before it are kept."))
    return True


def _page(request: HttpRequest, kept: ConsentText, form: ConsentTextsForm, *, may_edit: bool) -> HttpResponse:
    business, words = Business.current(), words_of(request)
    counts = consent_counts(Narrowed(user=request.user))
    context = {
        "counts": [{"label": Channel(each.channel).label, "count": each} for each in counts],
        "waits": max((each.waiting for each in counts), default=0),
        "text": text_in(kept, words.language, business),
        "version": kept,
        "versions": ConsentText.objects.select_related("by")[:20],
        "form": form,
        "may_edit": may_edit,
        "example": _example(request),
        "knows_address": bool(house_address()),
    }
    return messages_page(request, "consent", context, status=422 if form.errors else 200)


def _example(request: HttpRequest) -> str:
    """Give a link as customers get them, to look at."""
    waiting = waiting_for(Channel.MAIL.value, Narrowed(user=request.user)).order_by("-value_at_risk", "pk")
    first = waiting.values_list("pk", flat=True).first()
    return consent_page(first) if first else ""


def _rows(waiting: Any, channel: str) -> Iterator[list[Any]]:
    chunk: list[Customer] = []
    for customer in waiting.iterator(chunk_size=_AT_ONCE):
        chunk.append(customer)
        if len(chunk) == _AT_ONCE:
            yield from _portion(chunk, channel)
            chunk = []
    yield from _portion(chunk, channel)


def _portion(customers: list[Customer], channel: str) -> Iterator[list[Any]]:
    contacts = contacts_of(customers)
    for each in customers:
        contact = contact_for(channel, contacts.get(each.pk, []))
        yield [
            each.pk,
            each.name,
            each.owner.name if each.owner else "",
            channel,
            (contact.normal or contact.value) if contact else "",
            f"{each.money_at_risk:.2f}",
            consent_page(each.pk),
        ]


def _user(request: HttpRequest) -> Any:
    return request.user
