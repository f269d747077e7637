"""Begin to draw a process, from nothing, a template, or what really happens; and take one away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing
from perennial.records.models import Process, Product
from perennial.records.operations.process.change_process import draw_process, remove_process
from perennial.records.queries.process.files import REST
from perennial.records.queries.process.looks import look_of
from perennial.records.queries.process.offered import drawing_of_actual
from perennial.simulate.process_templates import BY_KEY, drawing_of
from perennial.store.events import Chosen
from perennial.web.access import needs
from perennial.web.forms.process import NewProcessForm
from perennial.web.speech import words_of

__all__ = ["new", "remove"]

_EMPTY = Drawing(nodes=(), edges=())


@needs("process.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask what is sold, and what to begin with."""
    words = words_of(request)
    form = NewProcessForm.of(request.POST if request.method == "POST" else None, words.language)
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        product: Product | None = asked["product"]
        name = asked["name"] or (product.name if product else gettext("All other products"))
        try:
            drawing = _begun(asked["template"], product, words.language)
            process = draw_process(_user(request), name=name, product=product, drawing=drawing)
        except UserError as error:
            form.add_error(None, words.say(error.message))
        else:
            return redirect("process_editor", process.pk)
    return render(request, "perennial/process/new.html", {"form": form})


@needs("process.edit")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a drawing away."""
    remove_process(_user(request), get_object_or_404(Process, pk=pk))
    messages.success(request, gettext("The drawing is removed; what happened stays."))
    return redirect("process")


def _begun(template: str, product: Product | None, language: str) -> Drawing:
    if template in BY_KEY:
        return drawing_of(BY_KEY[template], language)
    if template != "actual":
        return _EMPTY
    look = look_of(REST, Chosen(product=product.name if product else None))
    return _EMPTY if look is None else drawing_of_actual(look, language)


def _user(request: HttpRequest) -> Any:
    return request.user
