"""Keep a set of filters under a name, and forget it."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from perennial.records.models import SavedView, User
from perennial.records.operations.save_view import remove_view, save_view
from perennial.records.queries.customer_list import list_customers
from perennial.records.queries.customer_list_pages import sort_of
from perennial.web.access import needs
from perennial.web.views.customer_list import asker_of, plain_query

__all__ = ["remove", "save"]


@needs("customer.see")
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters that the page shows."""
    assert isinstance(request.user, User)
    asked = _query(request)
    found = list_customers(dict(asked.lists()), asker_of(request))
    query = plain_query(found, sort_of(asked.get("sort", ""), found.who))
    name = request.POST.get("name", "").strip()
    if name:
        save_view(request.user, name=name, query=query, shared=request.POST.get("shared") == "1")
    return redirect(reverse("customers") + (f"?{query}" if query else ""))


@needs("customer.see")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own; the owner of the business may forget shared ones too."""
    assert isinstance(request.user, User)
    view = get_object_or_404(SavedView, pk=pk)
    if view.user_id != request.user.pk and not (view.shared and request.user.role == "owner"):
        raise Http404
    remove_view(request.user, view)
    return redirect("customers")


def _query(request: HttpRequest) -> QueryDict:
    return QueryDict(request.POST.get("query", ""))
