"""Why this customer stands on nobody's list, and a way to put them there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Business, Customer, PlannedTouch
from perennial.records.operations.explain_plan import explain_plan
from perennial.records.operations.put_by_hand import put_by_hand
from perennial.records.rights import may
from perennial.web.access import customer_or_404, needs
from perennial.web.forms.touch import DayForm
from perennial.web.speech import words_of

__all__ = ["put", "why"]


@needs("customer.see")
@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it, as a part of the customer's page or as a page of its own."""
    customer = customer_or_404(request, pk)
    part = bool(request.headers.get("HX-Request"))
    return render(
        request, f"perennial/customers/{'parts/why' if part else 'why'}.html", _context(request, customer)
    )


@needs("customer.touch")
@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the customer on their owner's list."""
    customer, words = customer_or_404(request, pk, "customer.touch"), words_of(request)
    form, today = DayForm(request.POST), timezone.localdate()
    day = form.cleaned_data["day"] if form.is_valid() else today
    try:
        line = put_by_hand(request.user, customer, day=day, today=today)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, words.say(error.message))
        return redirect("customer", pk=pk)
    said = words.say(
        "{name}: on the list of {seller}, {day:weekday}.", name=customer, seller=line.seller, day=day
    )
    messages.success(request, said)
    return redirect("customer", pk=pk)


def _context(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    business, today = getattr(request, "business", None) or Business.current(), timezone.localdate()
    planned = PlannedTouch.objects.filter(customer=customer, state=PlannedTouch.State.OPEN)
    line = planned.select_related("seller").first()
    return {
        "customer": customer,
        "today": today,
        "planned": line,
        "why": None if line else explain_plan(customer, business, today),
        "may_put": may(request.user, "customer.touch", customer)
        and bool(customer.owner_id and customer.purchases),
    }
