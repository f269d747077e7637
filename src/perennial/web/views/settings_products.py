"""Settings: the rule of hand-off for all products, and each product's own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from perennial.core.errors import UserError
from perennial.records.models import Business, Product
from perennial.records.operations.change_product import save_product
from perennial.web.access import needs
from perennial.web.forms.settings import HandOffForm, ProductForm
from perennial.web.views.settings import save_form
from perennial.web.views.settings_tabs import refuse, settings_page

__all__ = ["product", "products"]

_A_PAGE = 100
_COLUMNS = ("name", "handoff_on", "protected_days")


@needs("settings")
def products(request: HttpRequest) -> HttpResponse:
    """Show the rule for all products and the list of products, and make one more."""
    card = request.POST.get("card", "")
    handoff = HandOffForm.of(Business.current(), request.POST if card == "handoff" else None)
    form = ProductForm(request.POST if card == "product" else None)
    if (card == "handoff" and save_form(request, handoff)) or (card == "product" and _saved(request, form)):
        return redirect("settings_products")
    page = Paginator(Product.objects.order_by("name"), _A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"handoff": handoff, "form": form, "page": page}
    return settings_page(request, "products", context)


@needs("settings")
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change one product."""
    row = get_object_or_404(Product, pk=pk)
    form = ProductForm(request.POST or None, initial={name: getattr(row, name) for name in _COLUMNS})
    if request.method == "POST" and _saved(request, form, row):
        return redirect("settings_products")
    return settings_page(request, "product", {"form": form, "product": row})


def _saved(request: HttpRequest, form: ProductForm, row: Product | None = None) -> bool:
    if not form.is_valid():
        return False
    try:
        save_product(by=request.user, product=row, **form.cleaned_data)  # type: ignore[arg-type]
    except UserError as error:
        refuse(request, form, error, "name")
        return False
    messages.success(request, gettext("Saved."))
    return True
