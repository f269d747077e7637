"""People of the house: invite them, change them, note when they are away."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perennial.records.models import Business, Department, Product, User
from perennial.records.models.words import Role
from perennial.web.forms import choices
from perennial.web.forms.passwords import NewPasswordForm

__all__ = ["AbsenceForm", "AcceptForm", "InviteForm", "PersonForm", "RoleTitlesForm"]

_BY_ROLE = {Role.HUNTER: Department.Kind.FIRST_SALES, Role.FARMER: Department.Kind.EXISTING}


class _Day(forms.DateInput):
    """The browser's own calendar, which wants its day in one form whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _OfRole(forms.Form):
    """Role and department, which fit each other."""

    role = forms.ChoiceField(label=_("Role"), initial=Role.FARMER)
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.order_by("name"),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = choices.roles(business.role_titles)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold hunters to first sales and farmers to existing customers; where there is one such, take it."""
        cleaned = super().clean() or self.cleaned_data
        kind, department = _BY_ROLE.get(cleaned.get("role", "")), cleaned.get("department")
        if kind and department and department.kind != kind:
            self.add_error("department", _("This department is not for this role."))
        if kind and department is None:
            fitting = list(Department.objects.filter(kind=kind)[:2])
            cleaned["department"] = fitting[0] if len(fitting) == 1 else None
        return cleaned


class InviteForm(_OfRole):
    """Whom to invite."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    field_order = ["name", "email"]


class AcceptForm(NewPasswordForm):
    """Name and password of who was invited."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name"]

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def person(self) -> User:
        """Give whose password it will be."""
        return User(name=self.cleaned_data.get("name", ""), email=self.email)


class PersonForm(_OfRole):
    """What the owner decides about a person."""

    name = forms.CharField(label=_("Name"), max_length=120)
    products = forms.ModelMultipleChoiceField(
        label=_("Products"),
        queryset=Product.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all products."),
    )
    touches_a_day = forms.IntegerField(label=_("Touches a day"), min_value=1, max_value=200, required=False)
    customers_at_most = forms.IntegerField(
        label=_("Customers at most"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty means no limit."),
    )
    external_id = forms.CharField(
        label=_("Name in your order files"),
        max_length=64,
        required=False,
        help_text=_("How the column of sellers calls this person."),
    )

    field_order = [
        "name",
        "role",
        "department",
        "touches_a_day",
        "customers_at_most",
        "external_id",
        "products",
    ]

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, business=business, **kwargs)
        self.fields["touches_a_day"].widget.attrs["placeholder"] = business.touches_a_day
        if not Product.objects.exists():
            del self.fields["products"]


class AbsenceForm(forms.Form):
    """From which day to which somebody is away, and who covers."""

    person = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), empty_label=None)
    first_day = forms.DateField(label=_("First day"), widget=_Day())
    last_day = forms.DateField(label=_("Last day"), widget=_Day())
    cover = forms.ModelChoiceField(
        label=_("Who covers"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, people: Any, covers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["cover"].queryset = covers  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.fields["first_day"].initial = self.fields["last_day"].initial = today


class RoleTitlesForm(forms.Form):
    """What the business calls each role."""

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in Role:
            self.fields[role.value] = forms.CharField(
                label=role.label,
                max_length=40,
                required=False,
                initial=business.role_titles.get(role.value, ""),
            )

    def titles(self) -> dict[str, str]:
        """Give the titles that were typed."""
        return {role: title.strip() for role, title in self.cleaned_data.items() if title.strip()}
