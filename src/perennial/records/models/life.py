"""What happens to a customer besides orders and touches: notes, mistakes, leaving, hand-offs."""

from django.db import models
from django.utils import timezone

from perennial.records.models.words import Cause, LeaveWhy, MistakeKind

__all__ = ["ForecastChange", "HandOff", "LeaveReason", "Mistake", "Note", "OwnerChange"]


class Note(models.Model):
    """A remark on a customer."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.text[:60]


class Mistake(models.Model):
    """A serious mistake of ours that may cost a regular."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="mistakes")
    kind = models.CharField(max_length=8, choices=MistakeKind.choices, blank=True, default="")
    text = models.TextField()
    owner = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    worth = models.DecimalField(
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="a year's expected money, as known then",
    )
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="mistake_at")]

    def __str__(self) -> str:
        return self.text[:60]


class LeaveReason(models.Model):
    """Why a customer left, as they or their seller said."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="leave_reasons")
    reason = models.CharField(max_length=12, choices=LeaveWhy.choices)
    text = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reason", "at"], name="leave_reason")]

    def __str__(self) -> str:
        return self.reason


class HandOff(models.Model):
    """The passing of a customer from a hunter to a farmer."""

    class State(models.TextChoices):
        """Where a hand-off stands; `by_silence` is accepted because nobody answered in time."""

        OPEN = "open", "open"
        OFFERED = "offered", "offered"
        ACCEPTED = "accepted", "accepted"
        BY_SILENCE = "by_silence", "accepted by silence"
        CANCELLED = "cancelled", "cancelled"

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="handoffs")
    order = models.ForeignKey("records.Order", null=True, blank=True, on_delete=models.SET_NULL)
    hunter = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="handed")
    farmer = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="received"
    )
    note = models.TextField(blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="unanswered by then means accepted")
    accepted_at = models.DateTimeField(null=True, blank=True)
    protected_until = models.DateField(null=True, blank=True)
    usual_gap = models.FloatField(null=True, blank=True, help_text="days, as known at the hand-off")
    expected_orders_365 = models.FloatField(null=True, blank=True, help_text="on the day of the hand-off")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(state__in=["open", "offered"]),
                name="one_open_handoff_a_customer",
            ),
        ]
        indexes = [models.Index(fields=["farmer", "state"], name="handoff_farmer")]

    def __str__(self) -> str:
        return f"{self.customer}"


class OwnerChange(models.Model):
    """Whose a customer was, and why that changed."""

    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="owner_changes")
    old = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    new = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=20, default="assigned")
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    act = models.UUIDField(null=True, blank=True, help_text="one act may move many; undone together")

    class Meta:
        indexes = [models.Index(fields=["act"], name="owner_change_act")]

    def __str__(self) -> str:
        return f"{self.old} -> {self.new}"


class ForecastChange(models.Model):
    """A leaving date that moved, and its cause."""

    customer = models.ForeignKey(
        "records.Customer", on_delete=models.CASCADE, related_name="forecast_changes"
    )
    at = models.DateTimeField(default=timezone.now)
    as_of = models.DateField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    old = models.DateField(null=True, blank=True)
    new = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["customer", "-at"], name="forecast_change_customer")]

    def __str__(self) -> str:
        return f"{self.old} -> {self.new}: {self.cause}"
