"""The first run: who owns the business, and how it counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.web.forms import choices
from perennial.web.forms.passwords import NewPasswordForm

__all__ = ["FirstAccountForm"]


class FirstAccountForm(NewPasswordForm):
    """The owner's account and the business, on one page."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    business_name = forms.CharField(
        label=_("Name of the business"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=choices.time_zones,
        widget=forms.Select(attrs={"data-guess": "time-zone"}),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=choices.currencies, required=False)
    phone_region = forms.ChoiceField(
        label=_("Country of phone numbers"),
        choices=choices.phone_regions,
        help_text=_("Numbers without a country code are read as this country's."),
    )
    first_weekday = forms.TypedChoiceField(
        label=_("The week begins on"), choices=choices.weekdays, coerce=int, initial=0
    )

    field_order = ["name", "email", "password", "business_name"]

    def business(self) -> dict[str, Any]:
        """Give the columns of the business."""
        told = self.cleaned_data
        columns = ("language", "time_zone", "currency", "phone_region", "first_weekday")
        return {"name": told["business_name"], **{column: told[column] for column in columns}}
