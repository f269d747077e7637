"""The pay plan: what is in force, a changed one, and what last year would have paid under it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.pay.plans.described import plan_sentences
from perennial.pay.plans.plan import PayPlan
from perennial.pay.plans.shipped import shipped_plan
from perennial.pay.plans.storage import plan_faults, plan_from_json
from perennial.records.models import PayPlanVersion, User
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.what_if import WhatIf, ask_what_if, draft_of, what_if_of
from perennial.records.queries.pay.plans import plan_of, plan_today
from perennial.web.access import needs
from perennial.web.forms.pay_plan import (
    PercentageFormSet,
    PlanForm,
    ThresholdFormSet,
    beside,
    initial_of,
    rules_of,
)
from perennial.web.speech import words_of

__all__ = ["plan", "what_if"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A seller's pay of twelve months under both plans; all of them together where `seller` is None."""

    seller: User | None
    now: Decimal
    changed: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more the changed plan pays."""
        return self.changed - self.now


@dataclass(slots=True)
class _Forms:
    form: PlanForm
    percentages: Any
    thresholds: Any

    def are_valid(self) -> bool:
        return all([self.form.is_valid(), self.percentages.is_valid(), self.thresholds.is_valid()])


@needs("pay.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan; reckon a changed one, or put it in force."""
    if request.method != "POST":
        return _show(request, _forms_of(_basis(request)))
    forms = _Forms(
        PlanForm(request.POST),
        PercentageFormSet(request.POST, prefix="percentages"),
        ThresholdFormSet(request.POST, prefix="thresholds"),
    )
    if not forms.are_valid():
        return _show(request, forms, status=400)
    rules = rules_of(forms.form, forms.percentages, forms.thresholds)
    if faults := plan_faults(rules):
        beside(faults, forms.form, words_of(request).say)
        return _show(request, forms, status=400)
    if request.POST.get("do") != "force":
        return redirect(f"{reverse('pay_plan')}?draft={ask_what_if(rules)}#what-if")
    return _put_in_force(request, forms, plan_from_json(rules))


@needs("pay.plan")
@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """Give the part of the page with the answer, asked for again while it is reckoned."""
    key = request.GET.get("draft", "")
    return render(request, "perennial/pay/what_if.html", {"draft": key, **_answer(key)})


def _put_in_force(request: HttpRequest, forms: _Forms, changed: PayPlan) -> HttpResponse:
    words = words_of(request)
    try:
        version = put_in_force(_user(request), changed, note=forms.form.cleaned_data["note"])
    except UserError as error:
        forms.form.add_error("since", words.say(error.message))
        return _show(request, forms, status=400)
    said = Message(
        "Plan {number} holds for orders from {day:date} on.", {"number": version.number, "day": version.since}
    )
    messages.success(request, words.say(said))
    return redirect("pay_plan")


def _show(request: HttpRequest, forms: _Forms, status: int = 200) -> HttpResponse:
    today, key = timezone.localdate(), request.GET.get("draft", "")
    in_force = plan_today(today)
    versions = [(each, each.since > today) for each in PayPlanVersion.objects.select_related("made_by")]
    context = {
        "forms": forms,
        "in_force": in_force,
        "sentences": list(plan_sentences(in_force)) if in_force else [],
        "versions": versions,
        "draft": key if draft_of(key) else "",
        **_answer(key),
    }
    return render(request, "perennial/pay/plan.html", context, status=status)


def _answer(key: str) -> dict[str, Any]:
    found = what_if_of(key) if key else None
    compared = _compared(found) if found else []
    return {"answer": found, "compared": compared, "whole": compared[-1] if compared else None}


def _compared(found: WhatIf) -> list[Compared]:
    people = User.objects.in_bulk([*found.now, *found.changed])
    zero = Decimal(0)
    rows = [
        Compared(seller=each, now=found.now.get(pk, zero), changed=found.changed.get(pk, zero))
        for pk, each in people.items()
    ]
    rows.sort(key=lambda row: (-row.changed, str(row.seller)))
    total = Compared(
        seller=None, now=sum(found.now.values(), zero), changed=sum(found.changed.values(), zero)
    )
    return [*rows, total] if rows else []


def _basis(request: HttpRequest) -> PayPlan:
    """Give what the form begins with: a draft, a version, what is in force, or what is shipped."""
    draft = draft_of(request.GET.get("draft", ""))
    if draft is not None:
        return plan_from_json(draft)
    asked = request.GET.get("from", "")
    version = PayPlanVersion.objects.filter(number=int(asked)).first() if asked.isdecimal() else None
    today = timezone.localdate()
    basis = plan_of(version) if version else plan_today(today)
    return basis or shipped_plan(since=today.replace(day=1))


def _forms_of(basis: PayPlan) -> _Forms:
    initial = initial_of(basis)
    return _Forms(
        PlanForm(initial=initial["form"]),
        PercentageFormSet(initial=initial["percentages"], prefix="percentages"),
        ThresholdFormSet(initial=initial["thresholds"], prefix="thresholds"),
    )


def _user(request: HttpRequest) -> Any:
    return request.user
