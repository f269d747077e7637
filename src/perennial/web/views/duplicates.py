"""Records that look like one person, a page at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from perennial.ingest.contacts.phones import grouped_phone
from perennial.records.models.words import ContactKind
from perennial.records.queries.duplicates import Group
from perennial.records.queries.duplicates import duplicates as find_duplicates
from perennial.records.queries.visible import customers_for
from perennial.web.access import needs

__all__ = ["duplicates"]


@needs("customer.merge")
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show likely duplicates among the customers whom who asks may merge."""
    after = request.GET.get("after", "")
    found = find_duplicates(customers_for(request.user, "customer.merge"), after)
    groups = [_shown(group) for group in found.groups]
    context = {"groups": groups, "following": found.following, "after": after}
    return render(request, "perennial/privacy/duplicates.html", context)


def _shown(group: Group) -> dict[str, object]:
    """Propose to keep the record with most orders; of two alike the older."""
    kept = max(group.customers, key=lambda each: (each.orders_count, -each.pk))
    label = _("tax number") if group.kind == "tax_id" else ContactKind(group.kind).label
    others = [each for each in group.customers if each != kept]
    shared = grouped_phone(group.normal) if group.kind == ContactKind.PHONE else group.normal
    return {"label": label, "shared": shared, "kept": kept, "others": others}
