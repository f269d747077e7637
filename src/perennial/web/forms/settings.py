"""Settings of the business, one form a card."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.records.models import Business, Department, User
from perennial.records.models.words import Role, Trigger
from perennial.web.forms import choices

__all__ = [
    "BusinessForm",
    "DepartmentForm",
    "ForecastForm",
    "HandOffForm",
    "ProductForm",
    "RetentionForm",
    "SendingForm",
    "SettingsForm",
]


class SettingsForm(forms.Form):
    """A form whose fields are columns of `Business`."""

    @classmethod
    def of(cls, business: Business, data: Any = None) -> "SettingsForm":
        """Make the form with what holds now."""
        names = cls.base_fields
        return cls(data, initial={name: getattr(business, name) for name in names if hasattr(business, name)})

    def values(self) -> dict[str, Any]:
        """Give the columns to change."""
        return dict(self.cleaned_data)


class BusinessForm(SettingsForm):
    """Name, language, and how the business counts."""

    name = forms.CharField(label=_("Name of the business"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=choices.time_zones,
        help_text=_("The day of an order is counted in it; changing it moves leaving dates."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=choices.currencies, required=False)
    phone_region = forms.ChoiceField(label=_("Country of phone numbers"), choices=choices.phone_regions)
    first_weekday = forms.TypedChoiceField(
        label=_("The week begins on"), choices=choices.weekdays, coerce=int
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        choices=choices.weekdays,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    touches_a_day = forms.IntegerField(
        label=_("Touches a day"),
        min_value=1,
        max_value=200,
        help_text=_("How many lines Today shows a seller, unless the person has a number of their own."),
    )

    @classmethod
    def of(cls, business: Business, data: Any = None) -> "SettingsForm":
        """Make the form; no working days kept means Monday to Friday."""
        form = super().of(business, data)
        form.initial["working_days"] = business.working_days or [0, 1, 2, 3, 4]
        return form


class ForecastForm(SettingsForm):
    """How forecasts are made."""

    return_horizon = forms.IntegerField(
        label=_("Days to wait for a return"),
        min_value=7,
        max_value=1095,
        required=False,
        help_text=_("Empty: chosen from your customers' own rhythm. Changing it moves leaving dates."),
    )
    offer_lead_days = forms.IntegerField(
        label=_("Offer from, days before leaving"),
        min_value=2,
        max_value=60,
        help_text=_("The offer window ends a week before that date. Changing it moves offer dates."),
    )
    day_start = forms.TimeField(
        label=_("The business day begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Orders before it belong to the day before. Changing it moves leaving dates."),
    )
    keep_zero_orders = forms.BooleanField(
        label=_("Count orders without an amount as purchases"),
        required=False,
        help_text=_("Changing it moves leaving dates."),
    )
    refit_days = forms.IntegerField(label=_("Days between learning anew"), min_value=1, max_value=365)
    margin_percent = forms.DecimalField(
        label=_("Margin, %"),
        min_value=Decimal(1),
        max_value=Decimal(100),
        decimal_places=1,
        required=False,
        help_text=_(
            "What is left of an order after its own cost. Money at risk, and what a touch may bring, are "
            "counted in it; empty: in revenue."
        ),
    )
    wait_target_days = forms.IntegerField(
        label=_("Target: days to the next purchase"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("Empty: no target."),
    )

    @classmethod
    def of(cls, business: Business, data: Any = None) -> "SettingsForm":
        """Make the form; minutes are shown as a time of day, the margin in percent."""
        form = super().of(business, data)
        hours, minutes = divmod(business.day_start_minutes, 60)
        form.initial["day_start"] = f"{hours:02}:{minutes:02}"
        if business.margin is not None:
            form.initial["margin_percent"] = (business.margin * 100).quantize(Decimal("0.1"))
        return form

    def values(self) -> dict[str, Any]:
        """Give the columns to change."""
        values = super().values()
        begins, percent = values.pop("day_start"), values.pop("margin_percent")
        values["day_start_minutes"] = begins.hour * 60 + begins.minute
        values["margin"] = None if percent is None else percent / 100
        return values


class HandOffForm(SettingsForm):
    """When a hunter's customer passes to a farmer, and whose a returned one is."""

    handoff_on = forms.ChoiceField(
        label=_("A customer is handed over at"),
        choices=Trigger.choices,
        help_text=_(
            "Files of orders, shops and the API tell that day; where none does, the order's day counts."
        ),
    )
    protected_days = forms.IntegerField(
        label=_("Protected period, days"),
        min_value=0,
        max_value=1095,
        help_text=_("For so long the hunter still sees the customer and keeps a share."),
    )
    accept_within_days = forms.IntegerField(
        label=_("Days to accept a hand-off"),
        min_value=1,
        max_value=30,
        help_text=_("Who does not answer by then has accepted."),
    )
    returned_to = forms.ChoiceField(
        label=_("A returned customer goes to"),
        choices=[
            ("farmer", _("a farmer")),
            ("hunter", _("a hunter")),
            ("last_owner", _("their last owner")),
        ],
    )


class SendingForm(SettingsForm):
    """Whether anything leaves for the outside."""

    sending = forms.BooleanField(label=_("Send e-mail and messages"), required=False)
    morning_mail = forms.BooleanField(
        label=_("Send sellers Today's list each morning"),
        required=False,
        help_text=_("Each person still chooses this in their profile."),
    )


class RetentionForm(SettingsForm):
    """How long things are kept, and what customers are told."""

    keep_uploads_days = forms.IntegerField(label=_("Keep uploaded files, days"), min_value=1, max_value=36500)
    keep_history_days = forms.IntegerField(
        label=_("Keep the history of changes, days"), min_value=30, max_value=36500
    )
    keep_logs_days = forms.IntegerField(label=_("Keep logs, days"), min_value=1, max_value=3650)
    profiling_notice = forms.CharField(
        label=_("What you tell customers about forecasts"),
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("Shown beside a customer's file, ready to be read out or sent."),
    )


class DepartmentForm(forms.Form):
    """A department."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What it does"),
        choices=[
            (Department.Kind.FIRST_SALES, _("first sales")),
            (Department.Kind.EXISTING, _("existing customers")),
        ],
    )
    head = forms.ModelChoiceField(
        label=_("Head"),
        queryset=User.objects.filter(role__in=[Role.HEAD, Role.OWNER], is_active=True).order_by("name"),
        required=False,
        empty_label=_("nobody"),
    )


class ProductForm(forms.Form):
    """A product and its own rules."""

    name = forms.CharField(label=_("Name"), max_length=200)
    handoff_on = forms.ChoiceField(
        label=_("Handed over at"),
        choices=[("", _("as all products")), *Trigger.choices],
        required=False,
    )
    protected_days = forms.IntegerField(
        label=_("Protected period, days"),
        min_value=0,
        max_value=1095,
        required=False,
        help_text=_("Empty: as all products."),
    )
