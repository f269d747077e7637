"""Somebody new, typed by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models import Customer, Product, User
from perennial.records.operations.add_customer import NewCustomer
from perennial.web.forms.customer import KINDS, clean_tax_id
from perennial.web.forms.customer_filters import assignable

__all__ = ["NewCustomerForm"]


class NewCustomerForm(forms.Form):
    """A name or a way to reach them is enough."""

    name = forms.CharField(label=pgettext_lazy("customer", "Name"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=_("Who it is"), choices=KINDS, initial=Customer.Kind.PERSON, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=60, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.TextInput(attrs={"type": "email"})
    )
    tax_id = forms.CharField(label=_("Tax number"), max_length=32, required=False)
    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.all(), required=False, empty_label=_("none")
    )
    source = forms.CharField(label=_("How they learned of us"), max_length=120, required=False)
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_lead = forms.BooleanField(label=_("Begin work on a first sale"), required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sellers = assignable(user)
        owner: Any = self.fields["owner"]
        owner.queryset = sellers
        if not sellers.exists():
            del self.fields["owner"]

    def clean_tax_id(self) -> str:
        """Bring it into its one form."""
        return clean_tax_id(self.cleaned_data["tax_id"])

    def clean(self) -> dict[str, Any]:
        """Ask for something to know them by."""
        told = super().clean() or self.cleaned_data
        if not any(told.get(name) for name in ("name", "phone", "email", "tax_id")) and not self.errors:
            raise forms.ValidationError(_("Write a name, a phone, an e-mail or a tax number."))
        return told

    def new_customer(self) -> NewCustomer:
        """Give what was typed."""
        return NewCustomer(**{name: value for name, value in self.cleaned_data.items() if value})
