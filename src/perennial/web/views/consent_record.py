"""Record at once what was agreed elsewhere: first it is counted, then it is confirmed."""

from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models.words import Channel
from perennial.records.operations.consent.record_many import record_many
from perennial.records.queries.messages.consent_waits import Narrowed, waiting_for
from perennial.web.access import needs
from perennial.web.forms.messages import RecordForm
from perennial.web.speech import words_of
from perennial.web.views.messages_tabs import messages_page
from perennial.web.views.settings_tabs import refuse

__all__ = ["record"]


@needs("consent.record")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Ask what was agreed, say of how many, and write it down once that number is confirmed."""
    form = RecordForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    counts = _counts(form)
    total = sum(number for _, number in counts)
    if request.POST.get("confirmed") != str(total):
        return _page(request, form, counts, total)
    try:
        told = form.cleaned_data
        number = record_many(
            _user(request),
            channels=told["channels"],
            basis=told["basis"],
            day=told["day"],
            narrowed=_narrowed(form),
        )
    except UserError as error:
        refuse(request, form, error)
        return _page(request, form)
    notes.success(request, words_of(request).say(Message("{n:consents} recorded.", {"n": number})))
    return redirect("messages_consent")


def _counts(form: RecordForm) -> list[tuple[Any, int]]:
    narrowed = _narrowed(form)
    return [
        (Channel(each).label, waiting_for(each, narrowed).count()) for each in form.cleaned_data["channels"]
    ]


def _narrowed(form: RecordForm) -> Narrowed:
    told = form.cleaned_data
    return Narrowed(stage=told["stage"], tag=told["tag"].pk if told["tag"] else None)


def _page(
    request: HttpRequest,
    form: RecordForm,
    counts: list[tuple[Any, int]] | None = None,
    total: int = 0,
) -> HttpResponse:
    context = {"form": form, "counts": counts, "total": total}
    return messages_page(request, "record", context, status=422 if form.errors else 200)


def _user(request: HttpRequest) -> Any:
    return request.user
