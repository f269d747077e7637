"""The business that uses this house: one row of settings."""

from datetime import time
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from perennial.records.models.words import Trigger

__all__ = ["Business"]


class Business(models.Model):
    """Settings of the whole business; exactly one row, which a check keeps so."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200, default="")
    language = models.CharField(max_length=5, default="en", choices=[("en", "English"), ("ru", "Русский")])
    time_zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="", blank=True)
    phone_region = models.CharField(max_length=2, default="RU")
    first_weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")
    working_days = models.JSONField(
        default=list, help_text="numbers of weekdays; empty means Monday to Friday"
    )
    role_titles = models.JSONField(default=dict, blank=True, help_text="titles that replace those of roles")
    demo = models.BooleanField(default=False)
    setup_done = models.BooleanField(default=False)

    day_start_minutes = models.PositiveSmallIntegerField(default=0)
    keep_zero_orders = models.BooleanField(default=False)
    return_horizon = models.PositiveSmallIntegerField(null=True, blank=True)
    offer_lead_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )
    margin = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    growth = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="by what share of itself orders per customer grow in a month",
        validators=[MinValueValidator(Decimal("-0.2")), MaxValueValidator(Decimal("0.2"))],
    )
    wait_target_days = models.PositiveSmallIntegerField(null=True, blank=True)
    refit_days = models.PositiveSmallIntegerField(default=30)
    touches_a_day = models.PositiveSmallIntegerField(default=14)

    handoff_on = models.CharField(max_length=20, choices=Trigger.choices, default=Trigger.FULL_PAYMENT)
    protected_days = models.PositiveSmallIntegerField(default=90)
    accept_within_days = models.PositiveSmallIntegerField(default=2)
    returned_to = models.CharField(
        max_length=20,
        default="farmer",
        choices=[("farmer", "farmer"), ("hunter", "hunter"), ("last_owner", "last owner")],
    )
    profiling_notice = models.TextField(blank=True, default="")
    drift_confirmed_at = models.DateTimeField(null=True, blank=True)
    drift_confirmed_by = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    calls_connected = models.BooleanField(default=True)
    split_assumptions = models.JSONField(default=dict, blank=True)

    keep_uploads_days = models.PositiveIntegerField(default=90)
    keep_history_days = models.PositiveIntegerField(default=1095)
    keep_logs_days = models.PositiveIntegerField(default=30)
    watched_folder = models.CharField(max_length=500, default="", blank=True)
    morning_mail = models.BooleanField(default=False)
    sending = models.BooleanField(default=False)

    country = models.CharField(
        max_length=2, default="", blank=True, help_text="whose public holidays are kept"
    )
    days_off = models.JSONField(default=list, blank=True, help_text="more days on which nobody works, ISO")
    rest_days = models.PositiveSmallIntegerField(
        default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(9))
    mails_a_day = models.PositiveIntegerField(default=500)
    gifts_a_month = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    approval_limits = models.JSONField(
        default=dict, blank=True, help_text="by role, the cost up to which nobody has to be asked"
    )
    pay_mean_for_held_out = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_business")]

    def __str__(self) -> str:
        return self.name or "Perennial"

    @classmethod
    def current(cls) -> "Business":
        """Give the settings; before the first run these are the defaults, not saved."""
        return cls.objects.filter(id=1).first() or cls()
