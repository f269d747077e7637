"""Trials: a question, who was held out by lot, and what was seen at each look."""

from django.db import models
from django.utils import timezone

from perennial.records.models.words import Play, Stage

__all__ = ["Trial", "TrialLook", "TrialLot"]


class Trial(models.Model):
    """A trial of one play, or of all advertising where `play` is empty: a standing share held out.

    Attributes
    ----------
    key
        Its name in lots and in files of arms.
    held_out
        Share held out, above 0 and below 1.
    horizon
        Days from assignment over which it is read, fixed before the start.
    smallest_effect
        Orders per customer that would be worth having.
    needed
        Customers in both arms together that it was planned for.
    weeks
        Weeks that enrolling them was expected to take; None where that could not be told.
    holding_out_costs
        What holding out was expected to cost.
    value_limit
        Customers with more money at risk are never held out; None sets no limit.
    enrol_until
        Last day on which customers come in.
    result
        Its last reading, once it is finished.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "draft"
        RUNNING = "running", "running"
        FINISHED = "finished", "finished"
        STOPPED = "stopped", "stopped"

    key = models.CharField(max_length=64, unique=True)
    question = models.CharField(max_length=300)
    play = models.CharField(max_length=10, choices=Play.choices, blank=True, default="")
    seed = models.BigIntegerField(default=0)
    held_out = models.DecimalField(max_digits=3, decimal_places=2)
    horizon = models.PositiveSmallIntegerField()
    smallest_effect = models.FloatField(default=0)
    value_limit = models.FloatField(null=True, blank=True)
    needed = models.PositiveIntegerField(default=0)
    weeks = models.PositiveIntegerField(null=True, blank=True)
    holding_out_costs = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    started_on = models.DateField(null=True, blank=True)
    enrol_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey("records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["play"], condition=models.Q(state="running"), name="one_trial_a_play"
            ),
            models.CheckConstraint(
                condition=models.Q(held_out__gt=0, held_out__lt=1), name="trial_held_out_share"
            ),
        ]

    def __str__(self) -> str:
        return self.question


class TrialLot(models.Model):
    """One customer of a trial: drawn before planning, and never drawn again.

    Attributes
    ----------
    lot_key
        Whom the lot was drawn for: an opaque id of the person.
    until
        Last day of the horizon; until then one who is held out is not touched.
    touched_on
        Day on which one who is held out was touched by hand all the same.
    value_at_risk, stage, owner
        As they were on the day of assignment.
    """

    class Arm(models.TextChoices):
        """Which group."""

        TREATMENT = "treatment", "treatment"
        CONTROL = "control", "control"

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="lots")
    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="lots")
    lot_key = models.CharField(max_length=64)
    arm = models.CharField(max_length=9, choices=Arm.choices)
    assigned_on = models.DateField()
    until = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True, default="")
    value_at_risk = models.FloatField(default=0)
    owner = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    touched_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "customer"], name="one_lot_a_trial"),
        ]
        indexes = [
            models.Index(fields=["customer", "arm", "until"], name="lot_customer"),
            models.Index(fields=["arm", "until"], name="lot_held_out"),
        ]

    def __str__(self) -> str:
        return f"{self.trial_id} {self.arm}"


class TrialLook(models.Model):
    """What a trial said on one day."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="looks")
    day = models.DateField()
    said = models.JSONField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["trial", "day"], name="one_look_a_day")]

    def __str__(self) -> str:
        return f"{self.trial_id} {self.day}"
