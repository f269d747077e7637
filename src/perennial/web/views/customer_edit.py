"""Change what is known of a customer: facts, owner, tags, objection to forecasts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from perennial.records.models import Customer, Tag
from perennial.records.operations.assign import assign
from perennial.records.operations.change_customer import change_customer
from perennial.records.operations.change_customer_tags import add_tag, remove_tag
from perennial.records.operations.object_to_profiling import object_to_profiling
from perennial.records.queries.visible import customers_for
from perennial.web.access import customer_or_404, needs
from perennial.web.forms.customer import FactsForm
from perennial.web.forms.customer_filters import assignable
from perennial.web.views.customer_page import done, show

__all__ = ["add_tags", "facts", "objection", "owner", "untag"]


@needs("customer.edit")
@require_POST
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was typed."""
    customer = customer_or_404(request, pk, "customer.edit")
    form = FactsForm.of(customer, request.POST)
    if not form.is_valid():
        return show(request, customer, facts_form=form)
    change_customer(_user(request), customer, form.cleaned_data)
    return done(customer)


@needs("customer.assign")
@require_POST
def owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a customer to somebody else."""
    customer = customer_or_404(request, pk, "customer.assign")
    chosen = request.POST.get("owner", "")
    new = None
    if chosen != "none":
        new = get_object_or_404(assignable(request.user), pk=int(chosen) if chosen.isdecimal() else 0)
    assign(_user(request), [customer.pk], new)
    return done(customer) if customers_for(request.user).filter(pk=pk).exists() else redirect("customers")


@needs("customer.edit")
@require_POST
def add_tags(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a tag on a customer."""
    customer = customer_or_404(request, pk, "customer.edit")
    if request.POST.get("tag", "").strip():
        add_tag(_user(request), Customer.objects.filter(pk=customer.pk), request.POST["tag"])
    return done(customer)


@needs("customer.edit")
@require_POST
def untag(request: HttpRequest, pk: int, tag: int) -> HttpResponse:
    """Take a tag off a customer."""
    customer = customer_or_404(request, pk, "customer.edit")
    remove_tag(_user(request), customer, get_object_or_404(Tag, pk=tag))
    return done(customer)


@needs("customer.edit")
@require_POST
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a customer objects to forecasts, or no more."""
    customer = customer_or_404(request, pk, "customer.edit")
    object_to_profiling(_user(request), customer, on=request.POST.get("objects") == "1")
    return done(customer)


def _user(request: HttpRequest) -> Any:
    return request.user
