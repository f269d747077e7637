"""Add somebody by hand; whom we know already is shown before a second record is made."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from perennial.core.errors import UserError
from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phones
from perennial.ingest.contacts.tax_ids import normal_tax_id
from perennial.records.models import Business, Customer, User
from perennial.records.operations.add_customer import add_customer
from perennial.records.queries.matches import find_matches
from perennial.records.queries.visible import customers_for
from perennial.web.access import needs
from perennial.web.forms.customer_add import NewCustomerForm
from perennial.web.speech import words_of

__all__ = ["add", "known"]

_SHOWN = 5


@needs("customer.add")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Show the form, or add who was typed."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        form = NewCustomerForm(request.user, initial={"is_lead": request.GET.get("lead") == "1"})
        return _form(request, form, [])
    form = NewCustomerForm(request.user, request.POST)
    if not form.is_valid():
        return _form(request, form, [])
    alike = _alike(request, request.POST)
    if alike and request.POST.get("anyway") != "1":
        return _form(request, form, alike)
    try:
        customer = add_customer(request.user, form.new_customer())
    except UserError as error:
        form.add_error(None, words_of(request).say(error.message))
        return _form(request, form, [])
    messages.success(request, words_of(request).say("{name} is added.", name=customer))
    return redirect("customer", pk=customer.pk)


@needs("customer.add")
@require_safe
def known(request: HttpRequest) -> HttpResponse:
    """Say whom we know by what has been typed so far."""
    return render(request, "perennial/customers/known.html", {"alike": _alike(request, request.GET)})


def _form(request: HttpRequest, form: NewCustomerForm, alike: list[dict[str, Any]]) -> HttpResponse:
    return render(request, "perennial/customers/add.html", {"form": form, "alike": alike})


def _alike(request: HttpRequest, typed: Any) -> list[dict[str, Any]]:
    """Give those known by what was typed; of another's customer only whose it is."""
    region = Business.current().phone_region
    found = find_matches(
        normal_phones(typed.get("phone", ""), region),
        [normal_email(typed.get("email", "")) or ""],
        normal_tax_id(typed.get("tax_id", "")) or "",
    )[:_SHOWN]
    matches: list[Customer] = list(found)
    seen = set(
        customers_for(request.user).filter(pk__in=[each.pk for each in matches]).values_list("pk", flat=True)
    )
    return [{"customer": each, "is_seen": each.pk in seen} for each in matches]
