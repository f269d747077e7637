"""Change how a customer is reached and what they agreed to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import Contact
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.change_contacts import make_main, remove_contact, save_contact
from perennial.web.access import customer_or_404, needs, record_or_404
from perennial.web.forms.customer import ConsentForm, ContactForm
from perennial.web.speech import words_of
from perennial.web.views.customer_page import done, show

__all__ = ["add", "change", "consent", "main", "remove"]

_GIVEN = {"yes": True, "no": False}


@needs("customer.edit")
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a contact."""
    return _save(request, customer_or_404(request, pk, "customer.edit"), None)


@needs("customer.edit")
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contact."""
    contact = _contact(request, pk)
    return _save(request, contact.customer, contact)


@needs("customer.edit")
@require_POST
def main(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a contact the main one."""
    contact = _contact(request, pk)
    make_main(_user(request), contact)
    return done(contact.customer)


@needs("customer.edit")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a contact."""
    contact = _contact(request, pk)
    remove_contact(_user(request), contact)
    return done(contact.customer)


@needs("customer.edit")
@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the customer agreed to."""
    customer = customer_or_404(request, pk, "customer.edit")
    form = ConsentForm(request.POST, auto_id="consent-%s")
    if not form.is_valid():
        return show(request, customer, consent_form=form)
    told = form.cleaned_data
    change_consent(_user(request), customer, **{**told, "given": _GIVEN.get(told["given"])})
    return done(customer)


def _save(request: HttpRequest, customer: Any, contact: Contact | None) -> HttpResponse:
    form = ContactForm(request.POST, auto_id="contact-%s")
    if form.is_valid():
        try:
            save_contact(_user(request), customer, contact=contact, **form.cleaned_data)
        except UserError as error:
            form.add_error("value", words_of(request).say(error.message))
        else:
            return done(customer)
    return show(request, customer, contact_form=form)


def _contact(request: HttpRequest, pk: int) -> Contact:
    contact: Contact = record_or_404(request, Contact, pk, "customer.edit")
    return contact


def _user(request: HttpRequest) -> Any:
    return request.user
