"""Customers: a list with strips, narrowed and sorted by its address."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perennial.records.models import SavedView, User
from perennial.records.queries.customer_list import CustomerList, counted, list_customers
from perennial.records.queries.customer_list_done import done_by
from perennial.records.queries.customer_list_filters import Asker
from perennial.records.queries.customer_list_pages import CustomerPage, page_of, sort_of
from perennial.records.queries.rhythms import rhythms_of
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.forms.customer_filters import SORT_NAMES, FilterForm, assignable
from perennial.web.speech import words_of
from perennial.web.views.customer_list_leads import leads_told
from perennial.web.views.customer_list_tabs import differ, tabs_of
from perennial.web.views.customer_list_words import Names, pills_of

__all__ = ["asker_of", "customers", "plain_query"]


@needs("customer.see")
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Show a page of the list that the address asks for."""
    asker = asker_of(request)
    asked = dict(request.GET.lists())
    found = list_customers(asked, asker)
    sort = sort_of(request.GET.get("sort", ""), found.who)
    page = page_of(
        found.customers.select_related("owner", "product"),
        sort,
        today=asker.today,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    query = plain_query(found, sort)
    response = render(request, "perennial/customers/list.html", _context(request, found, page, sort, query))
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        response["HX-Push-Url"] = _address(query, request)
    return response


def asker_of(request: HttpRequest) -> Asker:
    """Give who asks and their day."""
    assert isinstance(request.user, User)
    return Asker(user=request.user, today=timezone.localdate())


def plain_query(found: CustomerList, sort: str) -> str:
    """Write the filters that mean something as the query of an address."""
    query = QueryDict(mutable=True)
    for name, value in found.applied:
        query.appendlist(name, value)
    if found.sought:
        query["q"] = found.sought
    if found.who != found.plain:
        query["who"] = found.who
    if sort != sort_of("", found.who):
        query["sort"] = sort
    return query.urlencode()


def _address(query: str, request: HttpRequest) -> str:
    full = QueryDict(query, mutable=True)
    for name in ("after", "before"):
        if request.GET.get(name):
            full[name] = request.GET[name]
    return reverse("customers") + (f"?{full.urlencode()}" if full else "")


def _context(
    request: HttpRequest, found: CustomerList, page: CustomerPage, sort: str, query: str
) -> dict[str, Any]:
    asker, number = asker_of(request), counted(found.customers)
    rhythms = rhythms_of(page.rows, today=asker.today)
    leads = leads_told(page.rows)
    tabs = tabs_of(found, number, query)
    names = Names.of(request.user)
    assigns = may(request.user, "customer.assign")
    return {
        "rows": [(each, rhythms.get(each.pk), leads.get(each.pk)) for each in page.rows],
        "page": page,
        "found": found,
        "number": number,
        "sort": sort,
        "sorts": SORT_NAMES.items(),
        "query": query,
        "form": FilterForm.of(found, sort, names),
        "hidden": FilterForm.others(found),
        "tabs": tabs if differ(tabs) else (),
        "leads": next(tab for tab in tabs if tab.who == "leads"),
        "pills": pills_of(found, names, words_of(request), query),
        "views": _views(asker.user, query),
        "may_assign": assigns,
        "may_tag": may(request.user, "customer.edit"),
        "may_add": may(request.user, "customer.add"),
        "may_merge": may(request.user, "customer.merge"),
        "may_export": may(request.user, "customer.export"),
        "may_import": may(request.user, "import"),
        "sellers": assignable(request.user) if assigns else (),
        "done": _done(request),
        "is_new": not (found.applied or found.sought or any(tab.number for tab in tabs)),
        "today": asker.today,
    }


def _views(user: User, query: str) -> list[dict[str, Any]]:
    seen = SavedView.objects.filter(user=user) | SavedView.objects.filter(shared=True)
    return [
        {"view": view, "is_here": view.query == query, "is_own": view.user_id == user.pk}
        for view in seen.order_by("name", "id")
    ]


def _done(request: HttpRequest) -> Any:
    try:
        act = UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    return done_by(asker_of(request).user, act)
