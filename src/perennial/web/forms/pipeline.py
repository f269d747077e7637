"""What is asked on the pipeline: a new lead, the next action, the first order, why they do not buy."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models import Product
from perennial.records.operations.add_lead import NewLead
from perennial.web.forms.touch import LOST_REASONS

__all__ = ["LostForm", "MoveForm", "QuickLeadForm", "WonForm"]


class _DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class QuickLeadForm(forms.Form):
    """Somebody who asked: a name or a way to reach them is enough."""

    name = forms.CharField(label=pgettext_lazy("customer", "Name"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Phone or e-mail"), max_length=254, required=False, widget=forms.TextInput()
    )
    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.all(), required=False, empty_label=_("none")
    )
    source = forms.CharField(label=_("How they learned of us"), max_length=120, required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for something to know them by."""
        told = super().clean() or self.cleaned_data
        if not (told.get("name") or told.get("phone")) and not self.errors:
            raise forms.ValidationError(_("Write a name, a phone or an e-mail."))
        return told

    def lead(self) -> NewLead:
        """Give what was typed; an address stands where the phone does."""
        told = dict(self.cleaned_data)
        reached = told.pop("phone")
        told["email" if "@" in reached else "phone"] = reached
        return NewLead(**told)


class MoveForm(forms.Form):
    """The step a lead goes to, and what is done next."""

    was = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    step = forms.ChoiceField(label=pgettext_lazy("lead", "Step"))
    next_action = forms.CharField(
        label=_("What you will do next"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "next-actions"}),
    )
    next_on = forms.DateField(label=_("On which day"), required=False, widget=_DayInput())

    def __init__(self, steps: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step: Any = self.fields["step"]
        step.choices = steps


class WonForm(forms.Form):
    """The first order."""

    amount = _money(pgettext_lazy("order", "Amount"))
    day = forms.DateField(label=_("Day of the order"), widget=_DayInput())
    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.all(), required=False, empty_label=_("none")
    )
    number = forms.CharField(label=_("Number of the order, if it has one"), max_length=200, required=False)

    def clean_amount(self) -> Any:
        """Ask for the amount: pay and forecasts rest on it."""
        if self.cleaned_data["amount"] is None:
            raise forms.ValidationError(_("Write what the order comes to."))
        return self.cleaned_data["amount"]

    def clean_day(self) -> date:
        """Keep days that have come."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The order cannot lie ahead."))
        return day


class LostForm(forms.Form):
    """Why they do not buy."""

    reason = forms.ChoiceField(label=_("Why they do not want it"), choices=LOST_REASONS)
    text = forms.CharField(
        label=_("In their words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
