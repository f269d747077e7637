"""The form of an offer or a gift."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models import Offer, Product
from perennial.records.models.words import Stage

__all__ = ["OfferForm"]

_HUNDRED = Decimal(100)
_TEXT: dict[str, Any] = {"required": False, "max_length": 500, "widget": forms.Textarea(attrs={"rows": 2})}
_DAY: dict[str, Any] = {
    "required": False,
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
}
_COLUMNS = (
    "name", "kind", "text_en", "text_ru", "cost", "stock", "budget", "valid_from", "valid_until", "stages",
    "code", "most_a_year", "is_on",
)  # fmt: skip


_GROUPS = (
    ("name", "kind", "code"),
    ("text_en", "text_ru"),
    ("cost", "margin_percent", "most_a_year"),
    ("stock", "budget"),
    ("valid_from", "valid_until"),
    ("stages", "products", "is_on"),
)


class OfferForm(forms.Form):
    """What it is, what the customer is told, what it costs, for whom and for how long."""

    name = forms.CharField(
        label=pgettext_lazy("offer", "Name"), max_length=120, help_text=_("What your people call it.")
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Offer.Kind.choices)
    text_en = forms.CharField(
        label=_("What the customer is told, in English"),
        help_text=_("Empty: the words of the other language, else the name."),
        **_TEXT,
    )
    text_ru = forms.CharField(label=_("What the customer is told, in Russian"), **_TEXT)
    cost = forms.DecimalField(
        label=_("Cost of one"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        initial=0,
        help_text=_("What you pay for it, whether or not an order follows."),
    )
    margin_percent = forms.DecimalField(
        label=_("Given up of the order, %"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        initial=0,
        help_text=_("As by a price cut; 0 where nothing is."),
    )
    stock = forms.IntegerField(
        label=_("Pieces there were"),
        min_value=0,
        max_value=10**9,
        required=False,
        help_text=_("From the beginning; what was given counts against them. Empty: not counted."),
    )
    budget = forms.DecimalField(
        label=_("Money for all of it"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("From the beginning. Empty: no limit."),
    )
    valid_from = forms.DateField(label=_("First day"), **_DAY)
    valid_until = forms.DateField(label=_("Last day"), help_text=_("Empty: for good."), **_DAY)
    code = forms.CharField(
        label=_("Code"), max_length=40, required=False, help_text=_("By which your shop or till knows it.")
    )
    most_a_year = forms.IntegerField(
        label=_("Times one person gets it within a year"), min_value=1, max_value=365, initial=1
    )
    stages = forms.MultipleChoiceField(
        label=_("For customers who are"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: for all."),
    )
    products = forms.ModelMultipleChoiceField(
        label=_("For products"),
        queryset=Product.objects.order_by("name"),
        required=False,
        help_text=_("None chosen: for all."),
    )
    is_on = forms.BooleanField(label=_("It can be given"), required=False, initial=True)

    @classmethod
    def of(cls, offer: Offer | None, data: Any = None) -> "OfferForm":
        """Make the form, with an offer as it is."""
        if offer is None:
            return cls(data)
        initial: dict[str, Any] = {name: getattr(offer, name) for name in _COLUMNS}
        initial |= {
            "margin_percent": (offer.margin_share * _HUNDRED).quantize(Decimal("0.1")),
            "products": list(offer.products.values_list("pk", flat=True)),
        }
        return cls(data, initial=initial)

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """Give the fields in rows of what belongs together."""
        return [[self[name] for name in names] for names in _GROUPS]

    def values(self) -> dict[str, Any]:
        """Give the columns to keep."""
        told = self.cleaned_data
        return {name: told[name] for name in _COLUMNS} | {"margin_share": told["margin_percent"] / _HUNDRED}
