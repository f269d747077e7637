"""The forms of limits: how often and when customers are touched, what is given without asking."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perennial.records.models import Business
from perennial.records.models.words import Role
from perennial.web.forms.calendar import country_choices

__all__ = ["DaysOffForm", "LimitsForm"]

_TIME: dict[str, Any] = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
_DAY: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
_MONEY: dict[str, Any] = {"required": False, "min_value": 0, "max_digits": 14, "decimal_places": 2}
_ASKING = (Role.HUNTER, Role.FARMER, Role.HEAD)
_COLUMNS = ("rest_days", "quiet_from", "quiet_until", "country", "mails_a_day", "gifts_a_month")
_MOST_DAYS = 60


class LimitsForm(forms.Form):
    """All limits; those of approval stand under the titles of the roles."""

    rest_days = forms.IntegerField(
        label=_("Days of rest after a touch"),
        min_value=1,
        max_value=90,
        help_text=_("In them nobody is touched again because of the plan."),
    )
    mails_a_day = forms.IntegerField(
        label=_("E-mails and messages a day"),
        min_value=0,
        max_value=10**6,
        help_text=_("The most that leave by themselves in one day."),
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), **_TIME)
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("In between no advertising leaves; by the business's clock."),
        **_TIME,
    )
    country = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=country_choices,
        required=False,
        help_text=_("On them nobody is planned to work."),
    )
    gifts_a_month = forms.DecimalField(
        label=_("Money for gifts and offers a month"), help_text=_("Empty: no limit."), **_MONEY
    )
    limit_hunter = forms.DecimalField(**_MONEY)
    limit_farmer = forms.DecimalField(**_MONEY)
    limit_head = forms.DecimalField(**_MONEY)

    @classmethod
    def of(cls, business: Business, data: Any = None) -> "LimitsForm":
        """Make the form with what holds now."""
        initial: dict[str, Any] = {name: getattr(business, name) for name in _COLUMNS}
        limits = business.approval_limits
        initial |= {f"limit_{role}": Decimal(limits[role]) for role in _ASKING if role in limits}
        form = cls(data, initial=initial)
        for role in _ASKING:
            form.fields[f"limit_{role}"].label = business.role_titles.get(role) or role.label
        return form

    @property
    def touching(self) -> list[forms.BoundField]:
        """Give the fields about touching."""
        return [self[name] for name in _COLUMNS if name != "gifts_a_month"]

    @property
    def giving(self) -> list[forms.BoundField]:
        """Give the fields about giving."""
        return [self["gifts_a_month"], *(self[f"limit_{role}"] for role in _ASKING)]

    def values(self) -> dict[str, Any]:
        """Give the columns to change."""
        told = self.cleaned_data
        limits = {
            role.value: f"{told[f'limit_{role}']:f}" for role in _ASKING if told[f"limit_{role}"] is not None
        }
        return {name: told[name] for name in _COLUMNS} | {"approval_limits": limits}


class DaysOffForm(forms.Form):
    """A stretch of days on which nobody works."""

    first = forms.DateField(label=_("First day"), **_DAY)
    last = forms.DateField(label=_("Last day"), required=False, help_text=_("Empty: the one day."), **_DAY)

    def clean(self) -> dict[str, Any]:
        """Hold the days together; one day where no last one is named."""
        told = super().clean() or {}
        first: date | None = told.get("first")
        if first is None:
            return told
        last = told.get("last") or first
        if last < first:
            self.add_error("last", gettext("The last day is before the first one."))
        elif last - first >= timedelta(days=_MOST_DAYS):
            self.add_error("last", gettext("Sixty days at a time, please."))
        return {**told, "last": last}
