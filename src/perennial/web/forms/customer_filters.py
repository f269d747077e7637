"""The filters of the customers' list as a form; what it cannot show stays in the address."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models import User
from perennial.records.models.words import Role, Stage
from perennial.records.queries.customer_list import CustomerList
from perennial.records.queries.visible import sellers_for

__all__ = ["SORT_NAMES", "FilterForm", "assignable"]

_ANY = ("", _("any"))


class FilterForm(forms.Form):
    """Filters that are used every day."""

    stage = forms.ChoiceField(
        label=_("Stage"), choices=[_ANY, *Stage.choices, ("none", _("no purchase yet"))]
    )
    owner = forms.ChoiceField(label=_("Owner"))
    product = forms.ChoiceField(label=_("Product"))
    tag = forms.ChoiceField(label=_("Tag"))
    leaving = forms.ChoiceField(
        label=_("Leaving date"),
        choices=[
            _ANY,
            ("7", _("within a week")),
            ("14", _("within two weeks")),
            ("30", _("within a month")),
            ("90", _("within three months")),
        ],
    )
    due = forms.ChoiceField(
        label=_("Next order"), choices=[_ANY, ("7", _("expected this week")), ("30", _("within a month"))]
    )
    late = forms.ChoiceField(label=_("Late"), choices=[_ANY, ("1", _("only those who are late"))])
    touch = forms.ChoiceField(
        label=_("Touch"), choices=[_ANY, ("open", _("planned")), ("none", _("not planned"))]
    )
    source = forms.CharField(label=_("How they learned of us"))
    risk_min = forms.CharField(
        label=_("Money at risk, from"), widget=forms.NumberInput(attrs={"min": 0, "step": "any"})
    )
    last_from = forms.CharField(label=_("Last order, from"), widget=forms.DateInput(attrs={"type": "date"}))
    last_to = forms.CharField(label=_("Last order, to"), widget=forms.DateInput(attrs={"type": "date"}))

    @classmethod
    def of(cls, found: CustomerList, sort: str, names: Any) -> "FilterForm":
        """Make the form as the address has it."""
        told: dict[str, str] = {"sort": sort, "q": found.sought}
        for name, value in found.applied:
            told.setdefault(name, value)
        form = cls(initial=told, use_required_attribute=False, auto_id="filter-%s")
        people = [(str(pk), name) for pk, name in names.people.items()]
        choices = {
            "owner": [_ANY, ("me", _("me")), ("none", _("nobody")), *people],
            "product": [_ANY, *((str(pk), name) for pk, name in names.products.items())],
            "tag": [_ANY, *((str(pk), name) for pk, name in names.tags.items())],
        }
        for name, offered in choices.items():
            form.fields[name].choices = _with(offered, told.get(name, ""))  # type: ignore[attr-defined]
        for name in ("leaving", "due"):
            field: Any = form.fields[name]
            field.choices = _with(list(field.choices), told.get(name, ""))
        return form

    @classmethod
    def others(cls, found: CustomerList) -> list[tuple[str, str]]:
        """Give the filters that the form does not show, to be kept with it."""
        seen: set[str] = set()
        rest = []
        for name, value in found.applied:
            if name not in cls.base_fields or name in seen:
                rest.append((name, value))
            seen.add(name)
        return rest


def assignable(user: Any) -> QuerySet[User]:
    """Give the sellers to whom somebody may give customers."""
    sellers = sellers_for(user, "customer.assign").filter(is_active=True)
    return sellers.filter(role__in=[Role.HUNTER, Role.FARMER, Role.HEAD]).order_by("name")


def _with(offered: list[tuple[str, Any]], value: str) -> list[tuple[str, Any]]:
    """Keep a value from the address that the form does not offer."""
    known = {key for key, _ in offered}
    return offered if value in known else [*offered, (value, value)]


SORT_NAMES = {
    "risk": pgettext_lazy("sort", "by money at risk"),
    "leaving": pgettext_lazy("sort", "by leaving date"),
    "last_order": pgettext_lazy("sort", "by last order"),
    "name": pgettext_lazy("sort", "by name"),
    "newest": pgettext_lazy("sort", "newest first"),
}
