"""The pay plan as a form: what was typed becomes rules, and faults stand beside their fields."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.core.message import Message
from perennial.pay.plans.faults import Fault
from perennial.pay.plans.plan import PayPlan
from perennial.records.models import Product

__all__ = ["PercentageFormSet", "PlanForm", "ThresholdFormSet", "beside", "initial_of", "rules_of"]

_TO = [
    ("hunter", _("who won the customer")),
    ("farmer", _("who looks after them")),
    ("seller", _("who sold")),
]
_ON = [("revenue", _("revenue")), ("margin", _("margin"))]
_HUNDRED = Decimal(100)
_PERCENT: dict[str, Any] = {"min_value": 0, "max_value": 100, "max_digits": 7, "decimal_places": 4}
_MONEY: dict[str, Any] = {"min_value": 0, "max_digits": 14, "decimal_places": 2}


class PercentageForm(forms.Form):
    """One percentage."""

    share = forms.DecimalField(label=_("Share, %"), required=False, **_PERCENT)
    to = forms.ChoiceField(label=_("To"), choices=_TO, required=False)
    on = forms.ChoiceField(label=_("Of"), choices=_ON, required=False)
    first = forms.IntegerField(label=_("From purchase"), min_value=1, required=False)
    last = forms.IntegerField(label=_("To purchase"), min_value=1, required=False)
    products = forms.ModelMultipleChoiceField(
        label=_("Products"), queryset=Product.objects.none(), to_field_name="name", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the products there are."""
        super().__init__(*args, **kwargs)
        self.fields["products"].queryset = Product.objects.all()  # type: ignore[attr-defined]

    def rule(self) -> dict[str, Any] | None:
        """Give the rule as it is kept; None where the row is empty."""
        told = self.cleaned_data
        if told.get("share") is None:
            return None
        return {
            "to": told["to"] or "seller",
            "share": _share(told["share"]),
            "first": told["first"] or 1,
            "last": told["last"],
            "products": [each.name for each in told["products"]],
            "on": told["on"] or "revenue",
        }


class ThresholdForm(forms.Form):
    """One threshold of a month."""

    to = forms.ChoiceField(label=_("To"), choices=_TO, required=False)
    above = forms.DecimalField(label=_("Above, in a month"), required=False, **_MONEY)
    share = forms.DecimalField(label=_("% instead"), required=False, **_PERCENT)
    times = forms.DecimalField(
        label=_("or times the usual"), required=False, min_value=0, max_digits=5, decimal_places=2
    )

    def rule(self) -> dict[str, Any] | None:
        """Give the rule as it is kept; None where the row is empty."""
        told = self.cleaned_data
        if told.get("above") is None:
            return None
        share = None if told["share"] is None else _share(told["share"])
        times = None if told["times"] is None else str(told["times"])
        return {"to": told["to"] or "seller", "above": str(told["above"]), "share": share, "times": times}


PercentageFormSet = forms.formset_factory(PercentageForm, extra=2, max_num=20)
ThresholdFormSet = forms.formset_factory(ThresholdForm, extra=1, max_num=10)


class PlanForm(forms.Form):
    """All of a plan but its percentages and thresholds."""

    since = forms.DateField(
        label=_("In force for orders from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=pgettext_lazy("pay plan", "What it is for"), max_length=300, required=False)
    earned_on = forms.ChoiceField(
        label=_("Pay is earned"), choices=[("paid", _("with each payment")), ("ordered", _("with the order"))]
    )
    protected_share = forms.DecimalField(
        label=_("After a hand-off the hunter has besides, %"), required=False, **_PERCENT
    )
    protected_first = forms.IntegerField(label=_("from purchase"), min_value=1, required=False, initial=2)
    protected_last = forms.IntegerField(label=_("to purchase"), min_value=1, required=False, initial=2)
    bonus_amount = forms.DecimalField(label=_("Transfer bonus"), required=False, **_MONEY)
    bonus_number = forms.IntegerField(label=_("for purchase"), min_value=1, required=False, initial=3)
    bonus_gaps = forms.DecimalField(
        label=_("within so many usual gaps"), required=False, max_digits=5, decimal_places=2, initial=2
    )
    bonus_counted_from = forms.ChoiceField(
        label=_("counted from"),
        choices=[("purchase", _("the purchase before")), ("handoff", _("the hand-off"))],
        required=False,
    )
    returned_after_days = forms.IntegerField(
        label=_("Days without an order after which a customer is brought back"),
        min_value=1,
        required=False,
        help_text=_("Who does so is paid once as for a first purchase. Empty: no such rule."),
    )
    cover_share = forms.DecimalField(label=_("Of a percentage to who stands in, %"), **_PERCENT)
    after_leaving = forms.ChoiceField(
        label=_("What is earned after somebody's last day"),
        choices=[
            ("person", _("goes to them")),
            ("successor", _("goes to their successor")),
            ("nobody", _("goes to nobody")),
        ],
    )
    usual_margin = forms.DecimalField(
        label=_("Usual margin, %"),
        required=False,
        help_text=_("Where a percentage is of the margin and an order does not tell."),
        **_PERCENT,
    )
    cap = forms.DecimalField(label=_("The most for a month"), required=False, **_MONEY)

    def rules(self) -> dict[str, Any]:
        """Give these rules as they are kept."""
        told = self.cleaned_data
        return {
            "since": told["since"].isoformat(),
            "earned_on": told["earned_on"],
            "protected": _protected(told),
            "bonus": _bonus(told),
            "returned": _of(told["returned_after_days"], lambda days: {"after_days": days}),
            "cover_share": _share(told["cover_share"]),
            "after_leaving": told["after_leaving"],
            "usual_margin": _of(told["usual_margin"], _share),
            "cap": _of(told["cap"], str),
        }


def rules_of(form: PlanForm, percentages: Any, thresholds: Any) -> dict[str, Any]:
    """Give the whole plan as it is kept, its version still to be numbered."""
    return form.rules() | {
        "version": 1,
        "percentages": [rule for each in percentages.forms if (rule := each.rule())],
        "thresholds": [rule for each in thresholds.forms if (rule := each.rule())],
    }


def initial_of(plan: PayPlan) -> dict[str, Any]:
    """Give a plan as the forms show it: `form`, `percentages` and `thresholds`."""
    form: dict[str, Any] = {
        "since": plan.since,
        "earned_on": plan.earned_on,
        "cover_share": _percent(plan.cover_share),
        "after_leaving": plan.after_leaving,
        "usual_margin": _of(plan.usual_margin, _percent),
        "cap": plan.cap,
        "returned_after_days": plan.returned.after_days if plan.returned else None,
    }
    if plan.protected:
        form |= {"protected_share": _percent(plan.protected.share)}
        form |= {"protected_first": plan.protected.first, "protected_last": plan.protected.last}
    if plan.bonus:
        form |= {
            f"bonus_{name}": getattr(plan.bonus, name)
            for name in ("amount", "number", "gaps", "counted_from")
        }
    percentages = [
        {name: getattr(each, name) for name in ("to", "on", "first", "last")}
        | {"share": _percent(each.share), "products": list(each.products)}
        for each in plan.percentages
    ]
    thresholds = [
        {"to": each.to, "above": each.above, "share": _of(each.share, _percent), "times": each.times}
        for each in plan.thresholds
    ]
    return {"form": form, "percentages": percentages, "thresholds": thresholds}


def beside(faults: Iterable[Fault], form: PlanForm, say: Any) -> None:
    """Put each fault beside its field, or above the form where it has none."""
    for fault in faults:
        field = fault.where.replace(".", "_")
        sentence: Message = fault.sentence
        form.add_error(field if field in form.fields else None, say(sentence))


def _protected(told: dict[str, Any]) -> dict[str, Any] | None:
    if told["protected_share"] is None:
        return None
    return {
        "share": _share(told["protected_share"]),
        "first": told["protected_first"] or 2,
        "last": told["protected_last"],
    }


def _bonus(told: dict[str, Any]) -> dict[str, Any] | None:
    if not told["bonus_amount"]:
        return None
    return {
        "amount": str(told["bonus_amount"]),
        "number": told["bonus_number"] or 3,
        "gaps": str(told["bonus_gaps"] or 2),
        "counted_from": told["bonus_counted_from"] or "purchase",
    }


def _of(value: Any, make: Any) -> Any:
    return None if value is None else make(value)


def _share(percent: Decimal) -> str:
    return str(percent / _HUNDRED)


def _percent(share: Decimal) -> Decimal:
    return Decimal(f"{(share * _HUNDRED).normalize():f}")
