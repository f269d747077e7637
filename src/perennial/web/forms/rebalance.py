"""Whom to relieve, of how many customers, and who takes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.records.models import User
from perennial.records.models.words import Role
from perennial.web.forms.customer_filters import assignable

__all__ = ["RebalanceForm", "TakersForm"]

_ORDERS = [
    ("minutes", _("most minutes lately")),
    ("oldest", _("longest with us")),
    ("quiet", _("fewest minutes lately")),
]


class _Takers(forms.ModelMultipleChoiceField[User]):
    """Sellers by name and department."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a seller with their role."""
        return f"{obj.name} · {obj.department or obj.get_role_display()}"


class TakersForm(forms.Form):
    """Who takes the customers."""

    takers = _Takers(
        label=_("Who takes them"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def offer(self, people: Any) -> None:
        """Offer these sellers."""
        self.fields["takers"].queryset = people  # type: ignore[attr-defined]


class RebalanceForm(TakersForm):
    """What is to be moved."""

    giver = forms.ModelChoiceField(label=_("Whom to relieve"), queryset=User.objects.none(), empty_label=None)
    number = forms.IntegerField(label=_("Customers at most"), min_value=1, max_value=5000, initial=20)
    first = forms.ChoiceField(label=_("Who goes first"), choices=_ORDERS)

    field_order = ["giver", "number", "first", "takers"]

    @classmethod
    def of(cls, user: Any, data: Any) -> "RebalanceForm":
        """Make the form; it is bound once takers were chosen."""
        people = assignable(user).select_related("department")
        farmers = list(people.filter(role=Role.FARMER).values_list("pk", flat=True))
        initial = {"takers": farmers, **{name: data.get(name) for name in data}}
        form = cls(data if "takers" in data or "asked" in data else None, initial=initial)
        form.fields["giver"].queryset = people  # type: ignore[attr-defined]
        form.offer(people)
        return form
