"""Versions of a drawing: who drew what when, and back to one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.pictures.process.drawing_picture import drawing_picture
from perennial.pictures.words import Words
from perennial.records.models import Process, ProcessVersion
from perennial.records.operations.process.change_process import bring_back
from perennial.records.queries.process.processes import drawing_in
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.process_editor import process_name

__all__ = ["back", "versions"]

_SHOWN = 100


@needs("process.edit")
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions, and show the picture of one of them."""
    process, words = get_object_or_404(Process.objects.select_related("product"), pk=pk), words_of(request)
    every = list(process.versions.select_related("by")[:_SHOWN])
    asked = request.GET.get("number", "")
    looked_at = next((each for each in every if str(each.number) == asked), None)
    context = {
        "process": process,
        "name": process_name(process),
        "versions": [{"version": each, "steps": len(each.drawing.get("nodes", ()))} for each in every],
        "looked_at": looked_at,
        "picture": None if looked_at is None else _picture(looked_at, words),
    }
    return render(request, "perennial/process/versions.html", context)


@needs("process.edit")
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an old version the present drawing."""
    process = get_object_or_404(Process, pk=pk)
    number = request.POST.get("number", "")
    try:
        bring_back(_user(request), process, int(number) if number.isascii() and number.isdigit() else 0)
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("process_versions", pk)
    messages.success(request, gettext("The old drawing is back; the other stays among the versions."))
    return redirect("process_editor", pk)


def _picture(version: ProcessVersion, words: Words) -> dict[str, str] | None:
    drawing = drawing_in(version.drawing)
    if drawing is None:
        return None
    title = words.say("Sales process")
    wide, narrow = (
        str(drawing_picture(drawing, words, title=title, direction=direction).svg)
        for direction in ("LR", "TB")
    )
    return {"wide": wide, "narrow": narrow}


def _user(request: HttpRequest) -> Any:
    return request.user
