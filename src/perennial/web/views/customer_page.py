"""Customer: the strip, the forecast in sentences, all that happened, and what may be changed in place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.core.days import day_of
from perennial.pictures.strip import Rhythm
from perennial.records.models import Business, Customer, PlannedTouch, Tag
from perennial.records.models.words import Channel, Purpose
from perennial.records.queries.forecast_words import forecast_words
from perennial.records.queries.products_due import products_of
from perennial.records.queries.rhythms import rhythms_of
from perennial.records.queries.timeline import timeline_of
from perennial.records.queries.trials.held_out_now import held_out_until
from perennial.records.queries.visible import customers_for
from perennial.records.rights import may
from perennial.web.access import customer_or_404, needs
from perennial.web.forms.customer import (
    ConsentForm,
    ContactForm,
    FactsForm,
    LeavingForm,
    MistakeForm,
    NoteForm,
)
from perennial.web.forms.customer_filters import assignable
from perennial.web.views.customer_dates import moved_dates
from perennial.web.views.customer_list_leads import leads_told
from perennial.web.views.customer_timeline import kinds_of
from perennial.web.views.customer_touch_form import touch_form

_LATELY = 56  # days

__all__ = ["customer", "done", "show"]


@needs("customer.see")
@require_safe
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one customer."""
    return show(request, customer_or_404(request, pk))


def show(request: HttpRequest, whose: Customer, **forms: Any) -> HttpResponse:
    """Show the page of a customer; `forms` stand in place of empty ones, with what was wrong in them."""
    today = timezone.localdate()
    seen = customers_for(request.user).select_related("owner", "hunter", "product").get(pk=whose.pk)
    rhythm = rhythms_of([seen], today=today).get(seen.pk)
    business = getattr(request, "business", None) or Business.current()
    kind = request.GET.get("kind", "")
    context = {
        "customer": seen,
        "today": today,
        "rhythm": rhythm,
        "forecast": forecast_words(
            seen,
            today=today,
            return_horizon=business.return_horizon,
            offer_lead=business.offer_lead_days,
            lately=_lately(seen, rhythm),
        ),
        "dates": moved_dates(seen),
        "products": products_of(seen, today),
        "timeline": timeline_of(seen, kind=kind, older_than=request.GET.get("older", "")),
        "kinds": kinds_of(kind),
        "kind": kind,
        **_rights(request, seen),
        **_parts(request, seen),
        **_forms(seen, request.user, forms),
        "lead_told": leads_told([seen]).get(seen.pk),
        "held_out_until": held_out_until(seen, today),
    }
    return render(request, "perennial/customers/customer.html", context)


def _lately(whose: Customer, rhythm: Rhythm | None) -> int | None:
    """Count the days with an order in the eight weeks before the last refresh."""
    if rhythm is None or whose.forecast_as_of is None:
        return None
    until = day_of(whose.forecast_as_of)
    return sum(until - _LATELY < day <= until for day in rhythm.days)


def done(whose: Customer) -> HttpResponse:
    """Go back to the page after something was changed."""
    return redirect("customer", pk=whose.pk)


def _rights(request: HttpRequest, whose: Customer) -> dict[str, Any]:
    user = request.user
    links = (
        ("merge", "customer_merge"),
        ("person_file", "customer_person_file"),
        ("erase", "customer_erase"),
    )
    return {
        "may_edit": may(user, "customer.edit", whose),
        "may_touch": may(user, "customer.touch", whose),
        "may_assign": may(user, "customer.assign", whose),
        **{
            f"{act}_url": reverse(route, args=[whose.pk]) if may(user, f"customer.{act}", whose) else ""
            for act, route in links
        },
    }


def _parts(request: HttpRequest, whose: Customer) -> dict[str, Any]:
    planned = PlannedTouch.objects.filter(customer=whose, state=PlannedTouch.State.OPEN)
    return {
        "contacts": list(whose.contacts.all()),
        "external_ids": list(whose.external_ids.all()[:5]),
        "tags": list(whose.tags.order_by("name")),
        "known_tags": list(Tag.objects.order_by("name").values_list("name", flat=True)[:100]),
        "consents": _consents(whose),
        "mistakes": list(whose.mistakes.select_related("owner").order_by("-at")[:10]),
        "said": whose.leave_reasons.filter(undone_at__isnull=True)
        .select_related("by")
        .order_by("-at")
        .first(),
        "planned": planned.select_related("seller").first(),
        "sellers": assignable(request.user),
    }


def _consents(whose: Customer) -> list[dict[str, Any]]:
    said = {(each.channel, each.purpose): each for each in whose.consents.all()}
    return [
        {"channel": channel, "purpose": purpose, "consent": said.get((channel.value, purpose.value))}
        for channel in Channel
        for purpose in Purpose
        if (channel.value, purpose.value) in said
    ]


def _forms(whose: Customer, user: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "facts_form": FactsForm.of(whose),
        "contact_form": ContactForm(auto_id="contact-%s"),
        "consent_form": ConsentForm(auto_id="consent-%s"),
        "note_form": NoteForm(auto_id="note-%s"),
        "mistake_form": MistakeForm(auto_id="mistake-%s"),
        "leaving_form": LeavingForm(auto_id="leaving-%s"),
        "touch_form": given.get("touch_form") or touch_form(whose, user),
        **given,
    }
