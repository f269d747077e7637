"""The editor of a process: a picture to work on, and the same as lists that need no script."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.engine.process.drawing import Drawing, drawing_from
from perennial.records.models import Process
from perennial.records.operations.process.change_process import ChangedMeanwhileError, change_process
from perennial.records.queries.process.files import key_of
from perennial.records.queries.process.looks import look_of
from perennial.records.queries.process.offered import offered_steps
from perennial.records.queries.process.processes import drawing_in
from perennial.web.access import needs
from perennial.web.forms.process import KINDS, DrawingList
from perennial.web.speech import words_of
from perennial.web.views.process_canvas import canvas_of

__all__ = ["draw", "drawing_said", "editor", "process_name"]

_EMPTY = Drawing(nodes=(), edges=())
_LONGEST_NAME = 200


@needs("process.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def editor(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the editor, or save what was drawn in it."""
    process = get_object_or_404(Process.objects.select_related("product", "changed_by"), pk=pk)
    if request.method != "POST":
        return _show(request, process, drawing_in(process.drawing) or _EMPTY)
    return _save(request, process)


@needs("process.edit")
@require_POST
def draw(request: HttpRequest, pk: int) -> JsonResponse:
    """Draw what the editor holds, without saving it: picture, places, and lists."""
    get_object_or_404(Process, pk=pk)
    words = words_of(request)
    try:
        drawing = drawing_said(request.POST)
    except UserError as error:
        return JsonResponse({"error": words.say(error.message)}, status=400)
    lists = render_to_string("perennial/process/lists.html", _lists(drawing), request)
    return JsonResponse({**canvas_of(drawing, words), "lists": lists})


def drawing_said(said: QueryDict) -> Drawing:
    """Read a drawing from what the picture sends, or else from the lists.

    Raises
    ------
    UserError
        It cannot be read.
    """
    text = said.get("drawing", "")
    if not text:
        return DrawingList(_drawing_of_arrows(said), said).drawing()
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise UserError("This is no drawing of a process.")
    return drawing_from(data)


def process_name(process: Process) -> str:
    """Name a process by what is sold that way."""
    return process.product.name if process.product else process.name or gettext("All other products")


def _drawing_of_arrows(said: QueryDict) -> Drawing:
    """Give the steps as the lists know them, so that arrows find the steps they were chosen from."""
    count = said.get("steps-TOTAL_FORMS", "0")
    rows = range(min(int(count), 400)) if count.isascii() and count.isdigit() and len(count) < 5 else range(0)
    ids = dict.fromkeys(was for at in rows if (was := said.get(f"steps-{at}-was", "").strip()))
    return drawing_from({"nodes": [{"id": each} for each in ids], "edges": []})


def _save(request: HttpRequest, process: Process) -> HttpResponse:
    drawing = None
    try:
        drawing = drawing_said(request.POST)
        change_process(
            _user(request),
            process,
            name=request.POST.get("name", "").strip()[:_LONGEST_NAME] or process.name,
            drawing=drawing,
            version=_version(request),
        )
    except ChangedMeanwhileError:
        process.refresh_from_db()
        assert drawing is not None  # it was read before it could not be saved
        return _show(request, process, drawing, meanwhile=True, status=409)
    except UserError as error:
        return _show(request, process, drawing or _as_far(request, process), error=error.message, status=422)
    messages.success(request, gettext("Saved."))
    return redirect("process_editor", process.pk)


def _as_far(request: HttpRequest, process: Process) -> Drawing:
    """Give what was sent as far as it can be drawn, else what is saved."""
    try:
        return drawing_said(request.POST)
    except UserError:
        return drawing_in(process.drawing) or _EMPTY


def _show(
    request: HttpRequest,
    process: Process,
    drawing: Drawing,
    *,
    error: Message | None = None,
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    words = words_of(request)
    offered = offered_steps(look_of(key_of(process.product_id)), words.language)
    context = {
        "process": process,
        "key": key_of(process.product_id),
        "name": process_name(process),
        "error": error,
        "meanwhile": meanwhile,
        "canvas": canvas_of(drawing, words),
        "offered": [{"id": each.id, "name": each.name, "kind": each.kind} for each in offered],
        "kinds": KINDS,
        **_lists(drawing),
    }
    return render(request, "perennial/process/editor.html", context, status=status)


def _lists(drawing: Drawing) -> dict[str, Any]:
    return {"lists": DrawingList(drawing)}


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _user(request: HttpRequest) -> Any:
    return request.user
