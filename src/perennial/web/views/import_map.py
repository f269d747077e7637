"""The columns of a file before it is imported: what was guessed, what it will be read as, what is asked."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from perennial.ingest.questions import answered
from perennial.records.models import Import
from perennial.records.operations.import_file import begin_import
from perennial.records.operations.import_file_options import file_of, options_json, options_of
from perennial.records.operations.take_consents import AGREED
from perennial.records.queries.import_history import imported_before
from perennial.records.queries.import_preview import Preview, columns_of, preview_import
from perennial.web.access import needs
from perennial.web.forms.choices import currencies, phone_regions
from perennial.web.forms.imports import DELIMITERS, DateFormat, ReadingForm, date_example
from perennial.web.import_words import KINDS, column_label, for_pages, notes_for_pages

__all__ = ["columns"]

_BASES: Mapping[str, Callable[[], str]] = {
    "contract": lambda: gettext("A contract with them: to serve their orders"),
    AGREED: lambda: gettext("They agreed to calls and offers: a form or a signature says so"),
    "interest": lambda: gettext("Our legitimate interest: they bought from us"),
}
_EXAMPLES = 3
_DAY = "j E Y"  # as dates are written on the other pages


@needs("import")
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a file will be read, change that, and begin."""
    batch = get_object_or_404(Import, pk=pk)
    if batch.state not in {Import.State.UPLOADED, Import.State.FAILED} or not batch.path:
        return redirect("import_show", pk)
    if request.method == "POST":
        _listen(request, batch)
    preview = _preview(batch)
    if request.method == "POST" and "begin" in request.POST and not _lacks(batch, preview):
        begin_import(batch, request.user)  # type: ignore[arg-type]
        return redirect("import_show", pk)
    context = _context(batch, preview)
    context["asked"] = "begin" in request.POST
    part = bool(request.headers.get("HX-Request"))
    return render(request, f"perennial/imports/{'reading' if part else 'map'}.html", context)


def _listen(request: HttpRequest, batch: Import) -> None:
    """Keep what was said; another kind of file, sheet or delimiter has its columns guessed anew."""
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return
    told, guessed = form.cleaned_data, batch.answers.get("guessed", {})
    options = form.options(guessed, batch.options)
    anew = told["kind"] != batch.kind or any(
        batch.options.get(name, "") != told[name] for name in ("sheet", "delimiter")
    )
    if anew:
        options |= {"map": {}, "left_out": []}
        guessed = {}
    batch.kind, batch.options = told["kind"], options
    batch.answers = {"guessed": guessed, "payments": told["answer"], "basis": told["basis"]}
    batch.basis = _BASES[told["basis"]]() if told["basis"] in _BASES else ""
    batch.save(update_fields=["kind", "options", "answers", "basis"])


def _preview(batch: Import) -> Preview:
    options, said = options_of(batch), batch.answers.get("payments", "")
    preview = preview_import(file_of(batch), batch.kind, options)
    if not batch.answers.get("guessed") and not batch.options.get("map") and preview.choices:
        batch.answers |= {"guessed": {name: headers[0] for name, headers in preview.choices.items()}}
    batch.kind = preview.kind
    choice = (
        next((each for each in preview.question.choices if each.key == said), None)
        if preview.question
        else None
    )
    if choice is not None:
        kept = options_json(answered(options, choice))
        batch.options |= {name: kept[name] for name in ("map", "left_out")}
        preview = preview_import(file_of(batch), batch.kind, options_of(batch))
    batch.save(update_fields=["kind", "answers", "options"])
    return preview


def _lacks(batch: Import, preview: Preview) -> bool:
    """Say whether something must be answered before the file can be taken in."""
    unasked = preview.question is not None and not batch.answers.get("payments")
    return preview.error is not None or unasked or (preview.has_contacts and not batch.basis)


def _context(batch: Import, preview: Preview) -> dict[str, Any]:
    seen, kind = preview.glimpse, preview.kind
    return {
        "batch": batch,
        "preview": preview,
        "error": for_pages(preview.error) if preview.error else None,
        "notes": notes_for_pages(preview.notes),
        "beside": ", ".join(preview.beside),
        "kinds": [(name, label, name == kind) for name, label in KINDS.items()],
        "columns": [_column(name, preview) for name in columns_of(kind)] if seen else [],
        "shown": [(name, column_label(name)) for name in preview.columns],
        "rows": [_row(row, preview) for row in preview.rows],
        "settings": _settings(batch, preview) if seen else [],
        "dates": _two_dates(preview),
        "bases": [(key, said(), key == batch.answers.get("basis")) for key, said in _BASES.items()],
        "answer": batch.answers.get("payments", ""),
        "before": imported_before(batch),
        "lacks": _lacks(batch, preview),
    }


def _column(name: str, preview: Preview) -> dict[str, Any]:
    assert preview.glimpse is not None
    headers = preview.choices.get(name, ())
    first = headers[0] if headers else ""
    return {
        "name": name,
        "label": column_label(name),
        "needed": name in {"customer_id", "ordered_at"} if preview.kind == "orders" else False,
        "chosen": first,
        "also": headers[1:],
        "headers": [each for each in dict.fromkeys(preview.glimpse.headers) if each.strip()],
        "examples": preview.glimpse.examples(first, _EXAMPLES) if first in preview.glimpse.headers else [],
    }


def _settings(batch: Import, preview: Preview) -> list[dict[str, Any]]:
    """Give the ways of writing that fit this file: those that were guessed, and what they may be instead."""
    assert preview.glimpse is not None
    form, options = preview.glimpse.format, batch.options
    dates = dict.fromkeys((*DateFormat, *([options["date_format"]] if options.get("date_format") else [])))
    found = [
        _setting(
            "date_format", gettext("Dates are written as"), [(each, date_example(each)) for each in dates]
        )
    ]
    if form.kind == "text":
        found.append(_setting("delimiter", gettext("Cells are separated by"), list(DELIMITERS.items())))
    if len(preview.glimpse.sheets) > 1:
        found.append(_setting("sheet", gettext("Sheet"), [(each, each) for each in preview.glimpse.sheets]))
    if preview.kind == "orders":
        found.append(_setting("currency", gettext("Currency"), [each for each in currencies() if each[0]]))
    if preview.has_contacts:
        found.append(_setting("phone_region", gettext("Country of phone numbers"), list(phone_regions())))
    guessed = {"delimiter": DELIMITERS.get(form.delimiter or "", form.delimiter), "sheet": form.sheet}
    for setting in found:
        setting |= {"chosen": options.get(setting["name"], ""), "guessed": guessed.get(setting["name"]) or ""}
    return found


def _setting(name: str, label: str, choices: list[tuple[Any, Any]]) -> dict[str, Any]:
    return {"name": name, "label": label, "choices": choices}


def _two_dates(preview: Preview) -> list[tuple[str, str]]:
    facts = preview.error.facts if preview.error else {}
    names = [str(facts[name]) for name in ("day_first", "month_first") if name in facts]
    return [(pattern, date_example(pattern)) for pattern in names]


def _row(row: Any, preview: Preview) -> dict[str, Any]:
    if "left" in row:
        return {"row": row["row"], "left": row["left"], "column": row["column"], "value": row["value"]}
    return {"row": row["row"], "cells": [(column_label(name), _cell(row[name])) for name in preview.columns]}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        bare = value.hour == value.minute == value.second == 0
        return date_format(value, _DAY if bare else f"{_DAY}, H:i")
    if isinstance(value, date):
        return date_format(value, _DAY)
    if isinstance(value, float | Decimal):
        return number_format(value, 2, use_l10n=True, force_grouping=True)
    return str(value)
