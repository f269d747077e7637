"""The touch rules: which play, when in the customer's rhythm, by which ways; and what they lead to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Business, TouchRule
from perennial.records.operations.offers.change_rule import check_rule, reset_rule, save_rule
from perennial.records.queries.offers.rules import RULED, rule_of, rules_now, standings_of
from perennial.web.access import needs
from perennial.web.forms.offers_rules import RuleForm
from perennial.web.speech import words_of
from perennial.web.views.offers_page import offers_page
from perennial.web.views.touch_rules_preview import changed_preview, whole_preview
from perennial.web.views.touch_rules_words import spoken

__all__ = ["preview", "rule", "rules", "shipped"]


@needs("offers")
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show all rules, and the next eight weeks under them."""
    business, today = Business.current(), timezone.localdate()
    kept = rules_now()
    standings = standings_of(kept.values(), today)
    context = {
        "rules": [spoken(each, business, standings) for each in kept.values()],
        **whole_preview(business, today),
    }
    return offers_page(request, "rules", context)


@needs("offers.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, play: str) -> HttpResponse:
    """Show and change the rule of a play."""
    kept = _rule_or_404(play)
    if request.method != "POST":
        return _show(request, kept, RuleForm.of(kept))
    form = RuleForm.of(kept, request.POST)
    if not form.is_valid():
        return _show(request, kept, form, status=400)
    try:
        save_rule(_user(request), play, form.values())
    except UserError as error:
        form.add_error(None, words_of(request).say(error.message))
        return _show(request, kept, form, status=400)
    messages.success(request, gettext("Saved. The next plan goes by it."))
    return redirect("offers_rules")


@needs("offers.edit")
@require_safe
def preview(request: HttpRequest, play: str) -> HttpResponse:
    """Give the preview of a rule that is not saved."""
    kept = _rule_or_404(play)
    form = RuleForm.of(kept, request.GET)
    context: dict[str, Any] = {"preview": None, "fault": ""}
    if form.is_valid():
        changed = TouchRule(play=play, **form.values())
        context |= changed_preview(Business.current(), timezone.localdate(), play, changed)
        context["fault"] = _fault(request, changed)
    return render(request, "perennial/offers/preview.html", context)


@needs("offers.edit")
@require_POST
def shipped(request: HttpRequest, play: str) -> HttpResponse:
    """Go back to the shipped rule."""
    _rule_or_404(play)
    reset_rule(_user(request), play)
    messages.success(request, gettext("The shipped rule holds again."))
    return redirect("offers_rules")


def _show(request: HttpRequest, kept: TouchRule, form: RuleForm, status: int = 200) -> HttpResponse:
    business, today = Business.current(), timezone.localdate()
    changed = None
    if form.is_bound and form.is_valid():
        changed = TouchRule(play=kept.play, **form.values())
    context = {
        "form": form,
        "spoken": spoken(kept, business, standings_of([kept], today)),
        "fault": "",
        **changed_preview(business, today, kept.play, changed),
    }
    return offers_page(request, "rule", context, status=status)


def _fault(request: HttpRequest, changed: TouchRule) -> str:
    try:
        check_rule(changed)
    except UserError as error:
        return words_of(request).say(error.message)
    return ""


def _rule_or_404(play: str) -> TouchRule:
    if play not in RULED:
        raise Http404
    return rule_of(play)


def _user(request: HttpRequest) -> Any:
    return request.user
