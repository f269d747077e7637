"""Imports: what came in, a new file, and taking one back."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.flows.plan_file import harmless
from perennial.records.models import Business, Import
from perennial.records.operations.import_file import begin_import, start_import
from perennial.records.operations.import_file_left import LEFT_REASONS, left_of
from perennial.records.operations.import_file_upload import forget_file
from perennial.records.operations.undo_import import may_undo, undo_import
from perennial.records.queries.import_history import imported_before, imports_made
from perennial.web.access import needs
from perennial.web.forms.imports import UploadForm
from perennial.web.import_words import KINDS, STATES, for_pages, notes_for_pages
from perennial.web.speech import message_of, words_of

__all__ = ["drop", "imports", "left_rows", "new", "progress", "show", "try_again", "undo"]

_A_PAGE = 30
_MARK = "\ufeff"
_ENDED = frozenset({Import.State.DONE, Import.State.FAILED, Import.State.UNDONE, Import.State.UPLOADED})


@needs("import")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """Show the imports, newest first."""
    before = request.GET.get("before", "")
    found = imports_made().filter(pk__lt=int(before)) if before.isdecimal() else imports_made()
    rows = list(found[: _A_PAGE + 1])
    context = {
        "imports": [_row(each) for each in rows[:_A_PAGE]],
        "older": rows[_A_PAGE - 1].pk if len(rows) > _A_PAGE else None,
        "folder": Business.current().watched_folder,
    }
    return render(request, "perennial/imports/imports.html", context)


@needs("import")
def new(request: HttpRequest) -> HttpResponse:
    """Take a file or pasted rows, then go on to its columns."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if told.get("file"):
                batch = start_import(told["file"].chunks(), told["file"].name, by=_by(request))
            else:
                batch = start_import([told["text"].encode()], "pasted.txt", by=_by(request))
        except UserError as error:
            form.add_error(None, words_of(request).say(error.message))
        else:
            return _go(request, reverse("import_map", args=[batch.pk]))
    return render(request, "perennial/imports/new.html", {"form": form, "kinds": KINDS})


@needs("import")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how an import goes, or what it came to."""
    batch = get_object_or_404(Import, pk=pk)
    if batch.state == Import.State.UPLOADED:
        return redirect("import_map", pk)
    return render(request, "perennial/imports/show.html", _shown(request, batch))


@needs("import")
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the part of the page that changes while an import goes on."""
    return render(
        request, "perennial/imports/progress.html", _shown(request, get_object_or_404(Import, pk=pk))
    )


@needs("import")
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an import that failed once more."""
    begin_import(get_object_or_404(Import, pk=pk), _by(request))
    return redirect("import_show", pk)


@needs("import")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    batch = get_object_or_404(Import, pk=pk)
    say = words_of(request).say
    try:
        undone = undo_import(batch.pk, _by(request))
    except UserError as error:
        messages.error(request, say(error.message))
    else:
        messages.success(
            request,
            say(
                "The import is undone: {removed:number} removed, {restored:number} put back.",
                removed=undone.removed,
                restored=undone.restored,
            ),
        )
        if undone.kept:
            messages.warning(
                request, say("{n:number} stayed: they were changed or used since.", n=undone.kept)
            )
    return redirect("import_show", pk)


@needs("import")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that was uploaded and not imported."""
    del request
    batch = get_object_or_404(Import, pk=pk, state=Import.State.UPLOADED)
    forget_file(batch)
    return redirect("imports")


@needs("import")
@require_safe
def left_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the rows that were left out as a file for spreadsheets."""
    batch = get_object_or_404(Import, pk=pk)
    response = StreamingHttpResponse(_lines(batch, words_of(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{batch.pk}.csv"'
    return response  # type: ignore[return-value]  # streamed


def _lines(batch: Import, words: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield _MARK + writer.writerow(("row", "column", "value", "reason"))
    for left in left_of(batch):
        reason = LEFT_REASONS.get(left.reason)
        said = left.reason if reason is None else words.say(reason)
        yield writer.writerow((left.row, harmless(left.column), harmless(left.value), said))


def _row(batch: Import) -> dict[str, Any]:
    return {
        "batch": batch,
        "kind": KINDS.get(batch.kind) or "",
        "state": STATES[batch.state],
        "is_open": batch.state == Import.State.UPLOADED,
    }


def _shown(request: HttpRequest, batch: Import) -> dict[str, Any]:
    return {
        **_row(batch),
        "is_ended": batch.state in _ENDED,
        "percent": round(100 * batch.progress),
        "step": message_of(batch.step) if batch.step else None,
        "failure": for_pages(message_of(batch.failure)) if batch.failure else None,
        "notes": notes_for_pages(message_of(note) for note in batch.notes),
        "may_undo": may_undo(batch),
        "before": imported_before(batch) if batch.state == Import.State.DONE and not batch.created else None,
        "has_file": bool(batch.path),
        "words": words_of(request),
    }


def _by(request: HttpRequest) -> Any:
    return request.user


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


class _Echo:
    """Gives each line back instead of writing it."""

    def write(self, line: str) -> str:
        return line
