"""Forms of the calendar: whose holidays and what growth; an event."""

from decimal import Decimal
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from perennial.flows.public_holidays import countries
from perennial.records.models import Business
from perennial.web.forms.settings import SettingsForm

__all__ = ["CalendarForm", "EventForm", "country_choices"]

_DAY: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


def country_choices() -> list[tuple[str, str]]:
    """Give the countries whose public holidays are known, by their names in the language that is on."""
    names = Locale("ru" if (get_language() or "en").startswith("ru") else "en").territories
    known = [(code, names.get(code, code)) for code in countries()]
    return [("", gettext("no public holidays")), *sorted(known, key=lambda each: each[1].casefold())]


class CalendarForm(SettingsForm):
    """Whose public holidays count, and what growth is expected."""

    country = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=country_choices,
        required=False,
        help_text=_("What they are worth is learnt from your orders; nobody is planned to work on them."),
    )
    growth_percent = forms.DecimalField(
        label=_("Growth of orders per customer, % a month"),
        min_value=Decimal(-20),
        max_value=Decimal(20),
        decimal_places=1,
        required=False,
        help_text=_("Below 0 they fall. Empty: learnt from the last twelve weeks."),
    )

    @classmethod
    def of(cls, business: Business, data: Any = None) -> "SettingsForm":
        """Make the form; growth is shown in percent."""
        form = super().of(business, data)
        if business.growth is not None:
            form.initial["growth_percent"] = (business.growth * 100).quantize(Decimal("0.1"))
        return form

    def values(self) -> dict[str, Any]:
        """Give the columns to change."""
        values = super().values()
        percent = values.pop("growth_percent")
        return {**values, "growth": None if percent is None else percent / 100}


class EventForm(forms.Form):
    """An event of the business's own calendar."""

    name = forms.CharField(
        label=_("Event"), max_length=80, help_text=_("The same name each time it comes again.")
    )
    first_day = forms.DateField(label=_("First day"), **_DAY)
    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Empty: the one day."), **_DAY
    )
    worth = forms.FloatField(
        label=_("One day, in ordinary days"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
        help_text=_(
            "2 where twice as much is bought, 0 where you are closed. Empty: learnt from your orders."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Take one day where no last one is named."""
        told = super().clean() or {}
        return {**told, "last_day": told.get("last_day") or told.get("first_day")}
