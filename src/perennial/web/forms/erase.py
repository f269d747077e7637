"""Confirming an erasure: the customer's number typed, and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perennial.records.models import Customer

__all__ = ["REASONS", "EraseForm"]

#: Grounds for destroying personal data, by the code that is kept.
REASONS = (
    ("asked", gettext_lazy("The person asked for it")),
    ("withdrawn", gettext_lazy("Consent was withdrawn")),
    ("reached", gettext_lazy("The purpose of keeping the data is reached")),
    ("unlawful", gettext_lazy("The data was kept without a lawful basis")),
)


class EraseForm(forms.Form):
    """Asks for the reason and for the customer's number."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS)
    number = forms.CharField(
        label=gettext_lazy("Type the customer's number to confirm"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.customer = customer

    def clean_number(self) -> str:
        """Hold the number typed to that of the customer."""
        typed = str(self.cleaned_data["number"]).strip().lstrip("#№").strip()
        if typed != str(self.customer.pk):
            raise ValidationError(_("This is not the number of this customer."))
        return typed
