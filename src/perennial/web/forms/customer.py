"""What is typed on a customer's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.ingest.contacts.tax_ids import normal_tax_id
from perennial.records.models import Customer, Product, User
from perennial.records.models.words import Channel, ContactKind, LeaveWhy, MistakeKind, Purpose

__all__ = [
    "KINDS",
    "ConsentForm",
    "ContactForm",
    "FactsForm",
    "LeavingForm",
    "MistakeForm",
    "NoteForm",
    "clean_tax_id",
]

KINDS = [
    (Customer.Kind.PERSON, pgettext_lazy("kind of customer", "person")),
    (Customer.Kind.COMPANY, pgettext_lazy("kind of customer", "company")),
]


def clean_tax_id(text: str) -> str:
    """Give a tax number in its one form; empty stays empty."""
    if not text.strip():
        return ""
    normal = normal_tax_id(text)
    if normal is None:
        raise forms.ValidationError(_("This is not a tax number; look at its digits again."))
    return normal


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FactsForm(forms.Form):
    """What is known of a customer."""

    name = forms.CharField(label=pgettext_lazy("customer", "Name"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Who it is"), choices=KINDS)
    tax_id = forms.CharField(label=_("Tax number"), max_length=32, required=False)
    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.all(), required=False, empty_label=_("none")
    )
    source = forms.CharField(label=_("How they learned of us"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    paid_until = forms.DateField(
        label=_("Paid until"),
        required=False,
        widget=_day(),
        help_text=_("A known end, of a membership or a course, stands in place of the forecast."),
    )

    @classmethod
    def of(cls, customer: Customer, data: Any = None) -> "FactsForm":
        """Make the form of a customer, or of what was sent."""
        return cls(
            data, initial={name: getattr(customer, name) for name in cls.base_fields}, auto_id="fact-%s"
        )

    def clean_tax_id(self) -> str:
        """Bring it into its one form."""
        return clean_tax_id(self.cleaned_data["tax_id"])


class ContactForm(forms.Form):
    """A way to reach a customer."""

    kind = forms.ChoiceField(label=_("What"), choices=ContactKind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=254)
    person = forms.CharField(label=_("Who answers there"), max_length=200, required=False)


class ConsentForm(forms.Form):
    """What a customer agreed to."""

    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices)
    given = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            ("yes", pgettext_lazy("consent", "agreed")),
            ("no", pgettext_lazy("consent", "refused")),
            ("", pgettext_lazy("consent", "nothing said")),
        ],
        required=False,
    )
    basis = forms.CharField(
        label=_("Where it was said"), max_length=300, required=False, help_text=_("Contract, site, by phone")
    )


class NoteForm(forms.Form):
    """A remark."""

    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class MistakeForm(forms.Form):
    """A serious mistake of ours."""

    kind = forms.ChoiceField(label=_("What kind"), required=False, choices=[("", "–"), *MistakeKind.choices])
    text = forms.CharField(
        label=_("What went wrong"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.ModelChoiceField(
        label=_("Whose mistake it was"),
        queryset=User.objects.filter(is_active=True).order_by("name"),
        required=False,
        empty_label="–",
    )
    cost = forms.DecimalField(
        label=_("What it costs us at once"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class LeavingForm(forms.Form):
    """Why a customer left."""

    reason = forms.ChoiceField(label=_("Why they left"), choices=LeaveWhy.choices)
    text = forms.CharField(label=_("In their words"), max_length=2000, required=False)
