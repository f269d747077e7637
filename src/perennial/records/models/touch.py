"""Touches done and touches planned."""

import uuid

from django.db import models
from django.utils import timezone

from perennial.records.models.words import LEAD_OUTCOMES, Channel, Direction, Outcome, Play, Purpose

__all__ = ["PlannedTouch", "Promise", "Touch"]


class Touch(models.Model):
    """A call, visit, message or gift; a chore is a touch with nobody.

    `key` is made where the touch is logged, so that sending it again after a lost network logs it once.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    customer = models.ForeignKey(
        "records.Customer", null=True, blank=True, on_delete=models.CASCADE, related_name="touches"
    )
    lead = models.ForeignKey("records.Lead", null=True, blank=True, on_delete=models.SET_NULL)
    seller = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="touches"
    )
    play = models.CharField(max_length=10, choices=Play.choices, blank=True, default="")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    minutes = models.FloatField(null=True, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)
    day = models.DateField(default=timezone.localdate)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.NONE)
    text = models.TextField(blank=True, default="")
    is_planned = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey("records.Import", null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(customer__isnull=False) | models.Q(play__in=["", "chore"]),
                name="touch_with_nobody_is_a_chore",
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values), name="touch_direction"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=0), name="touch_minutes"
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-happened_at"], name="touch_customer"),
            models.Index(fields=["seller", "day"], name="touch_seller_day"),
        ]

    def __str__(self) -> str:
        return f"{self.play} {self.day}"

    @property
    def outcome_words(self) -> str:
        """Say what came of it; of a lead some outcomes have words of their own."""
        of_lead = LEAD_OUTCOMES.get(Outcome(self.outcome)) if self.lead_id else None
        return str(of_lead or self.get_outcome_display())


class PlannedTouch(models.Model):
    """A line of somebody's Today: whom, when, why, and with which offer."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "open"
        DONE = "done", "done"
        SETTLED = "settled", "settled by an order"
        DROPPED = "dropped", "dropped"

    class Approval(models.TextChoices):
        """Of an offer dearer than the seller may give alone."""

        NEEDED = "needed", "needed"
        ASKED = "asked", "asked"
        GIVEN = "given", "given"
        REFUSED = "refused", "refused"

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="planned")
    lead = models.ForeignKey(
        "records.Lead", null=True, blank=True, on_delete=models.CASCADE, related_name="planned"
    )
    seller = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="planned")
    play = models.CharField(max_length=10, choices=Play.choices)
    day = models.DateField()
    place = models.IntegerField(default=0, help_text="among lines without a forecast the smaller comes first")
    reason = models.JSONField(default=dict, help_text="text and facts of a message")
    offer = models.CharField(max_length=200, blank=True, default="")
    gift = models.ForeignKey(
        "records.Offer", null=True, blank=True, on_delete=models.SET_NULL, related_name="planned"
    )
    approval = models.CharField(max_length=8, choices=Approval.choices, blank=True, default="")
    approved_by = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.ADVERTISING)
    by_itself = models.BooleanField(default=False, help_text="sent by the house; no seller's work")
    is_fixed = models.BooleanField(default=False, help_text="placed by hand: the plan leaves it there")
    offer_from = models.DateField(null=True, blank=True)
    offer_until = models.DateField(null=True, blank=True)
    churn_date = models.DateField(null=True, blank=True)
    value_at_risk = models.FloatField(default=0)
    expected_gain = models.FloatField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    snoozed_until = models.DateField(null=True, blank=True)
    touch = models.ForeignKey(Touch, null=True, blank=True, on_delete=models.SET_NULL)
    made_by = models.ForeignKey(
        Touch,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_again",
        help_text="the touch after which this line was planned: nobody answered, or a promise was made",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(state="open"), name="one_open_touch_a_customer"
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "state", "day", "-expected_gain"], name="planned_today"),
            models.Index(fields=["customer", "state"], name="planned_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.play} {self.day}"


class Promise(models.Model):
    """`Will buy on ...`: moves the leaving date, and is kept or not."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="promises")
    touch = models.ForeignKey(Touch, null=True, blank=True, on_delete=models.CASCADE)
    day = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    kept_by = models.ForeignKey("records.Order", null=True, blank=True, on_delete=models.SET_NULL)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "day"], name="promise_customer")]

    def __str__(self) -> str:
        return f"{self.day}"
