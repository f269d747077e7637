"""Leaving the invented company: an account of one's own, and the name of the demo typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perennial.records.demo.people import PASSWORD
from perennial.records.models import Business
from perennial.web.forms.passwords import NewPasswordForm

__all__ = ["LeaveDemoForm"]


class LeaveDemoForm(NewPasswordForm):
    """Asks who goes on, and to type the name of the company that goes."""

    field_order = ("business_name", "name", "email", "password", "confirmation")
    business_name = forms.CharField(label=gettext_lazy("Name of the business"), max_length=200)
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail"), help_text=gettext_lazy("You sign in with it."))
    confirmation = forms.CharField(
        label=gettext_lazy("Type the name of the invented company to delete it"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business = business

    def clean_confirmation(self) -> str:
        """Hold what was typed to the name of the demo company."""
        typed = str(self.cleaned_data["confirmation"])
        if " ".join(typed.split()).casefold() != self.business.name.casefold():
            raise ValidationError(_("This is not the name of the invented company."))
        return typed

    def clean_password(self) -> str:
        """Refuse the password of the demo: it is printed for everybody."""
        typed = str(self.cleaned_data["password"])
        if typed == PASSWORD:
            raise ValidationError(_("This is the password of the demo; choose one of your own."))
        return typed

    def account(self) -> dict[str, str]:
        """Give what the owner goes on with."""
        return {each: self.cleaned_data[each] for each in ("name", "email", "password", "business_name")}
