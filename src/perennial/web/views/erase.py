"""Erase a customer: what goes, what stays, and a number to type so that it is nobody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from perennial.core.errors import UserError
from perennial.records.models import Customer
from perennial.records.operations.erase import erase as erase_customer
from perennial.records.queries.today_people import same_person
from perennial.web.access import customer_or_404, needs
from perennial.web.forms.erase import EraseForm
from perennial.web.views.settings_tabs import refuse

__all__ = ["erase"]

_ACT = "customer.erase"


@needs(_ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the number and the reason; erase, and show the act."""
    customer = customer_or_404(request, pk, _ACT)
    form = EraseForm(request.POST or None, customer=customer)
    if request.method == "POST" and form.is_valid():
        try:
            erasure = erase_customer(request.user, customer, form.cleaned_data["reason"])  # type: ignore[arg-type]
        except UserError as error:
            refuse(request, form, error)
        else:
            return redirect("erasure_act", number=erasure.number)
    return render(
        request, "perennial/privacy/erase.html", {"customer": customer, "form": form, **_around(customer)}
    )


def _around(customer: Customer) -> dict[str, object]:
    others = Customer.objects.filter(pk__in=same_person(customer)).exclude(pk=customer.pk)
    return {
        "orders": customer.orders.count(),
        "touches": customer.touches.count(),
        "contacts": customer.contacts.count(),
        "notes": customer.notes.count(),
        "merged": customer.merged.count(),
        "others": list(others.order_by("pk")[:10]),
    }
