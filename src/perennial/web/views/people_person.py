"""One person of the house: role, department, products, capacity; and what to do when they cannot get in."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import Business, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_person import change_person
from perennial.records.operations.reset_second_factor import reset_second_factor
from perennial.web.access import needs, record_or_404
from perennial.web.forms.people import PersonForm
from perennial.web.views.settings_tabs import refuse, settings_page

__all__ = ["bring_back", "drop_second_factor", "password_link", "person"]

_COLUMNS = ("name", "role", "department", "touches_a_day", "customers_at_most", "external_id")


@needs("people")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change a person."""
    whom = record_or_404(request, User, pk, "people")
    form = _form(whom, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        products = values.pop("products", None)
        try:
            change_person(by=request.user, person=whom, values=values, products=products)  # type: ignore[arg-type]
        except UserError as error:
            whom.refresh_from_db()
            refuse(request, form, error)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("settings_people")
    return _page(request, whom, form)


@needs("people")
@require_POST
@never_cache
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link by which a person sets a new password, and show it once."""
    whom = record_or_404(request, User, pk, "people")
    key = f"{user_pk_to_url_str(whom)}-{default_token_generator.make_token(whom)}"
    note_act(request.user, "password_link", whom)
    link = get_adapter(request).get_reset_password_from_key_url(key)
    return _page(request, whom, _form(whom), link)


@needs("people")
@require_POST
def drop_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who lost it."""
    whom = record_or_404(request, User, pk, "people")
    reset_second_factor(by=request.user, person=whom)  # type: ignore[arg-type]
    messages.success(request, gettext("The second factor is off."))
    return redirect("settings_people_person", pk=pk)


@needs("people")
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody who had left in again; what they owned has gone to others and stays there."""
    whom = record_or_404(request, User, pk, "people")
    change_person(by=request.user, person=whom, values={"is_active": True, "left_on": None})  # type: ignore[arg-type]
    messages.success(request, gettext("This person may sign in again."))
    return redirect("settings_people_person", pk=pk)


def _form(whom: User, data: object = None) -> PersonForm:
    initial = {name: getattr(whom, name) for name in _COLUMNS} | {"products": whom.products.all()}
    return PersonForm(data, business=Business.current(), initial=initial)


def _page(request: HttpRequest, whom: User, form: PersonForm, link: str = "") -> HttpResponse:
    context = {
        "person": whom,
        "form": form,
        "link": link,
        "second_factor": is_mfa_enabled(whom),
        "dismissal": reverse("dismissal", args=[whom.pk]),
    }
    return settings_page(request, "person", context)
