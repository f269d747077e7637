"""Making and changing offers, switching them off, removing those nobody got."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import UserError
from perennial.records.models import Offer
from perennial.records.operations.offers.change_offer import remove_offer, save_offer, switch_offer
from perennial.web.access import needs
from perennial.web.forms.offers import OfferForm
from perennial.web.speech import words_of
from perennial.web.views.offers_page import offers_page

__all__ = ["change", "new", "remove", "switch"]


@needs("offers.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an offer."""
    return _edit(request, None)


@needs("offers.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offer."""
    return _edit(request, get_object_or_404(Offer, pk=pk))


@needs("offers.edit")
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch an offer on or off."""
    offer = get_object_or_404(Offer, pk=pk)
    switch_offer(_user(request), offer, is_on=request.POST.get("on") == "1")
    said = gettext("It can be given again.") if offer.is_on else gettext("It is not given any more.")
    messages.success(request, said)
    return redirect("offer", pk)


@needs("offers.edit")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an offer that nobody got."""
    try:
        remove_offer(_user(request), get_object_or_404(Offer, pk=pk))
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("offer", pk)
    messages.success(request, gettext("Removed."))
    return redirect("offers")


def _edit(request: HttpRequest, offer: Offer | None) -> HttpResponse:
    form = OfferForm.of(offer, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return offers_page(request, "edit", {"form": form, "offer": offer})
    if form.is_valid():
        try:
            kept = save_offer(_user(request), form.values(), form.cleaned_data["products"], offer)
        except UserError as error:
            form.add_error(None, words_of(request).say(error.message))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("offer", kept.pk)
    return offers_page(request, "edit", {"form": form, "offer": offer}, status=400)


def _user(request: HttpRequest) -> Any:
    return request.user
