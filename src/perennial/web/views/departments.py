"""Departments: who sells what, what the split brings, how full hands are, drift, and what waits."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from perennial.records.models import Business, HandOff, Order, User
from perennial.records.models.words import Role
from perennial.records.operations.change_settings import change_settings
from perennial.records.operations.reckon_split import split_now
from perennial.records.queries.capacity import capacity_of
from perennial.records.queries.drift_weeks import latest_for_head
from perennial.records.queries.handoffs import waiting_for
from perennial.records.queries.split import (
    KeptSplit,
    Split,
    assumptions_of,
    brings_of,
    hunters_of,
    split_day,
)
from perennial.records.queries.visible import sellers_for
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.forms.split import SplitForm
from perennial.web.views.departments_words import compared_rows
from perennial.web.views.drift_words import week_words

__all__ = ["assume", "departments"]

_YEAR = 365


@needs("departments")
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """Show the departments of who asks."""
    return _show(request)


@needs("settings")
@require_POST
def assume(request: HttpRequest) -> HttpResponse:
    """Keep the assumptions as edited, or go back to the usual ones."""
    if request.POST.get("usual") == "1":
        change_settings(by=_user(request), values={"split_assumptions": {}})
        messages.success(request, gettext("The usual assumptions hold again."))
        return redirect("departments")
    business = Business.current()
    kept = split_now(business)
    if kept is None:
        messages.info(request, gettext("The year is being read; try again in a minute."))
        return redirect("departments")
    form = _form(kept.split, business, request.POST)
    if not form.is_valid():
        return _show(request, form)
    change_settings(by=_user(request), values={"split_assumptions": form.values()})
    messages.success(request, gettext("Reckoned anew."))
    return redirect("departments")


def _show(request: HttpRequest, form: SplitForm | None = None) -> HttpResponse:
    today, business = timezone.localdate(), Business.current()
    kept, people = split_now(business), _people(request)
    context = {
        "today": today,
        "has_sellers": bool(people),
        "kept": kept,
        "has_orders": Order.objects.exists(),
        "may_import": may(request.user, "import"),
        "may_assume": may(request.user, "settings"),
        "may_rebalance": may(request.user, "rebalance"),
        "capacity": capacity_of(people.values(), today, business),
        **(_read(kept, people, business, form) if kept else {}),
        **_drift(people, today),
        **_waiting(request),
    }
    return render(request, "perennial/departments/departments.html", context)


def _read(
    kept: KeptSplit, people: Mapping[int, User], business: Business, form: SplitForm | None
) -> dict[str, Any]:
    split = kept.split
    return {
        "year_ago": kept.read_on - timedelta(days=_YEAR - 1),
        "sellers": _sellers(split, people),
        "brings": brings_of(split, business) if split.sellers else None,
        "form": form or _form(split, business),
        "split_on": split_day(business),
        "compared": compared_rows(split.compared) if split.compared else [],
        "compared_label": split.compared.label if split.compared else None,
        "yardsticks": _yardsticks(split, people),
    }


def _people(request: HttpRequest) -> Mapping[int, User]:
    sellers = sellers_for(request.user, "departments").filter(is_active=True)
    rows = sellers.filter(role__in=[Role.HUNTER, Role.FARMER]).select_related("department")
    return {each.pk: each for each in rows.order_by("-role", "name", "pk")}


def _sellers(split: Split, people: Mapping[int, User]) -> list[dict[str, Any]]:
    place = {pk: at for at, pk in enumerate(split.sellers)}
    return [
        {"user": each, "year": split.years[place[pk]], "nearest": split.roles[place[pk]]}
        for pk, each in people.items()
        if pk in place
    ]


def _yardsticks(split: Split, people: Mapping[int, User]) -> list[dict[str, Any]]:
    return [
        {"user": people[split.sellers[each.farmer]], "yardstick": each}
        for each in split.yardsticks
        if each.customers and split.sellers[each.farmer] in people
    ]


def _drift(people: Mapping[int, User], today: date) -> dict[str, Any]:
    weeks = latest_for_head(people.values(), today)
    rows = [(people[pk], weeks[pk], week_words(weeks[pk])) for pk in people if pk in weeks]
    return {
        "changed": [each for each in rows if each[1].alarm],
        "others": [each for each in rows if not each[1].alarm],
        "alarms": sum(week.alarm for _, week, _ in rows),
        "drift_on": Business.current().drift_confirmed_at is not None,
    }


def _waiting(request: HttpRequest) -> dict[str, int]:
    states = list(waiting_for(request.user).order_by().values_list("state", flat=True))
    return {
        "to_note": states.count(HandOff.State.OPEN),
        "to_accept": states.count(HandOff.State.OFFERED),
    }


def _form(split: Split, business: Business, data: Any = None) -> SplitForm:
    hunters = [split.sellers[at] for at in hunters_of(split, business)]
    return SplitForm.of(business, assumptions_of(business), list(split.sellers), hunters, data)


def _user(request: HttpRequest) -> Any:
    return request.user
