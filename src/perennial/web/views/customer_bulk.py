"""Assign or tag many customers at once, and take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.records.models import Customer, User
from perennial.records.operations.assign import assign, undo_assign
from perennial.records.operations.change_customer_tags import add_tag, undo_tag
from perennial.records.queries.customer_list import list_customers
from perennial.records.queries.customer_list_done import done_by
from perennial.records.queries.visible import customers_for
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.forms.customer_filters import assignable
from perennial.web.speech import words_of
from perennial.web.views.customer_list import asker_of

__all__ = ["bulk", "undo"]

_ACTS = {"assign": "customer.assign", "tag": "customer.edit"}


@needs("customer.edit")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one thing to the customers chosen, or to all that match the filters."""
    what = request.POST.get("what", "")
    if what not in _ACTS or not may(request.user, _ACTS[what]):
        raise PermissionDenied
    chosen = _chosen(request, _ACTS[what])
    act = None
    if chosen is None:
        messages.info(request, _("Choose customers first."))
    elif what == "assign":
        act = assign(_user(request), chosen, _new_owner(request))
    elif request.POST.get("tag", "").strip():
        act, _number = add_tag(_user(request), chosen, request.POST["tag"])
    else:
        messages.info(request, _("Write a tag first."))
    return redirect(_back(request, act))


@needs("customer.edit")
@require_POST
def undo(request: HttpRequest, act: UUID) -> HttpResponse:
    """Take back what who asks has done."""
    user = _user(request)
    done = done_by(user, act)
    if done is not None:
        number = undo_assign(user, act) if done.what == "assign" else undo_tag(user, act)
        messages.info(request, words_of(request).say("Taken back for {n:customers_of}.", n=number))
    return redirect(_back(request, None))


def _chosen(request: HttpRequest, act: str) -> QuerySet[Customer] | None:
    if request.POST.get("everybody") == "1":
        asked = dict(QueryDict(request.POST.get("query", "")).lists())
        return list_customers(asked, asker_of(request), act).customers
    ids = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdecimal()]
    return customers_for(request.user, act).filter(pk__in=ids) if ids else None


def _new_owner(request: HttpRequest) -> User | None:
    pk = request.POST.get("owner", "")
    if pk == "none":
        return None
    return get_object_or_404(assignable(request.user), pk=int(pk) if pk.isdecimal() else 0)


def _back(request: HttpRequest, act: UUID | None) -> str:
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    if act is not None:
        query["done"] = str(act)
    return reverse("customers") + (f"?{query.urlencode()}" if query else "")


def _user(request: HttpRequest) -> Any:
    return request.user
