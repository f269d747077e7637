"""Forms about pay: a sum by hand, the answer to a dispute, shares of an order, money that came."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perennial.records.models import User
from perennial.records.models.words import Role

__all__ = ["DecisionForm", "PaymentForm", "SettleForm", "ShareFormSet", "sellers_to_share", "shares_of"]

_MONEY: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}
_HUNDRED = Decimal(100)


class DecisionForm(forms.Form):
    """A sum for a seller, and why."""

    amount = forms.DecimalField(label=_("Sum"), help_text=_("Below zero where it is taken back."), **_MONEY)
    because = forms.CharField(label=_("Why"), max_length=300, help_text=_("The seller reads it."))


class SettleForm(forms.Form):
    """The answer to a dispute."""

    answer = forms.CharField(label=_("Your answer"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    amount = forms.DecimalField(
        label=_("Sum granted"), required=False, help_text=_("Empty where the line is right."), **_MONEY
    )


class PaymentForm(forms.Form):
    """Money that came for an order."""

    amount = forms.DecimalField(label=_("Sum"), min_value=Decimal("0.01"), **_MONEY)
    day = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ShareForm(forms.Form):
    """One seller's share of an order."""

    seller = forms.ModelChoiceField(
        label=_("Seller"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )
    share = forms.DecimalField(
        label=_("Share, %"), required=False, min_value=0, max_value=100, max_digits=7, decimal_places=4
    )

    def __init__(self, *args: Any, people: "QuerySet[User]", **kwargs: Any) -> None:
        """Offer these people."""
        super().__init__(*args, **kwargs)
        self.fields["seller"].queryset = people  # type: ignore[attr-defined]


ShareFormSet = forms.formset_factory(ShareForm, extra=2, max_num=6)


def shares_of(formset: Any) -> dict[User, Decimal]:
    """Give what each has of the order, of 1; rows left empty are passed over."""
    told = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("seller")]
    return {row["seller"]: (row["share"] or Decimal(0)) / _HUNDRED for row in told}


def sellers_to_share() -> "QuerySet[User]":
    """Give who may have a share of an order."""
    return User.objects.exclude(role=Role.ANALYST).filter(is_active=True).order_by("name")
