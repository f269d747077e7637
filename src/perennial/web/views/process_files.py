"""A process as a file: the drawing as JSON out and in, and the picture as SVG."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing, drawing_from
from perennial.records.models import Process
from perennial.records.operations.process.change_process import change_process
from perennial.records.queries.process.processes import shown_processes
from perennial.web.access import needs
from perennial.web.speech import words_of
from perennial.web.views.process import shown_at
from perennial.web.views.process_pictures import file_of
from perennial.web.views.process_seen import Seen

__all__ = ["as_json", "as_svg", "load"]

_LARGEST = 1_000_000  # bytes


@needs("process")
@require_safe
def as_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the drawing as it is saved."""
    del request
    process = get_object_or_404(Process, pk=pk)
    answer = JsonResponse(process.drawing, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="process-{process.pk}.json"'
    return answer


@needs("process")
@require_safe
def as_svg(request: HttpRequest) -> HttpResponse:
    """Give the picture that the page shows, as a file of its own."""
    seen = Seen.by(request, shown_at(request.GET.get("of", ""), shown_processes()))
    found = file_of(seen, words_of(request))
    if found is None:
        raise Http404
    written = f'<?xml version="1.0" encoding="UTF-8"?>\n{found}\n'
    answer = HttpResponse(written, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="process.svg"'
    return answer


@needs("process.edit")
@require_POST
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a drawing from a file; the one before stays among the versions."""
    process, words = get_object_or_404(Process, pk=pk), words_of(request)
    try:
        drawing = _read(request)
        change_process(_user(request), process, name=process.name, drawing=drawing, version=process.version)
    except UserError as error:
        messages.error(request, words.say(error.message))
    else:
        messages.success(request, gettext("The drawing of the file is in place."))
    return redirect("process_editor", pk)


def _read(request: HttpRequest) -> Drawing:
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > _LARGEST:
        raise UserError("This is no drawing of a process.")
    try:
        data = json.loads(file.read().decode("utf-8-sig"))
    except ValueError as error:
        raise UserError("This is no drawing of a process.") from error
    if not isinstance(data, dict):
        raise UserError("This is no drawing of a process.")
    return drawing_from(data)


def _user(request: HttpRequest) -> Any:
    return request.user
