"""Which play customers get, when in their own rhythm, by which way, with which words and offer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from perennial.records.models.words import Channel, Play

__all__ = ["ConsentText", "Gateway", "Template", "TouchRule"]


def _call() -> list[str]:
    return [Channel.CALL]


class TouchRule(models.Model):
    """The rule of one play; a play without a row goes by what is shipped.

    Attributes
    ----------
    channels
        Ways to reach the customer, the best first: the first that they agreed to and can be reached by.
    stages
        Stages of customers it is for; an empty list means those that the play is meant for.
    shift
        Usual gaps of the customer by which the touch comes later than shipped; below 0 sooner.
    by_itself
        Whether mail and messages leave without a seller.
    """

    play = models.CharField(max_length=10, choices=Play.choices, unique=True)
    is_on = models.BooleanField(default=True)
    channels = models.JSONField(default=_call)
    stages = models.JSONField(default=list, blank=True)
    shift = models.FloatField(default=0, validators=[MinValueValidator(-0.5), MaxValueValidator(0.5)])
    offer = models.ForeignKey(
        "records.Offer", null=True, blank=True, on_delete=models.SET_NULL, related_name="rules"
    )
    by_itself = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(shift__gte=-0.5, shift__lte=0.5), name="rule_shift")
        ]

    def __str__(self) -> str:
        return self.play


class Template(models.Model):
    """Words of the mail or message of one play, in one language; where there is none those shipped go."""

    play = models.CharField(max_length=10, choices=Play.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    language = models.CharField(max_length=5, choices=[("en", "English"), ("ru", "Русский")])
    subject = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["play", "channel", "language"], name="one_template"),
        ]

    def __str__(self) -> str:
        return f"{self.play} {self.channel} {self.language}"


class ConsentText(models.Model):
    """One version of the words by which customers are asked whether they agree to advertising."""

    version = models.PositiveIntegerField(unique=True)
    text_en = models.TextField(blank=True, default="")
    text_ru = models.TextField(blank=True, default="")
    by = models.ForeignKey("records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"v{self.version}"


class Gateway(models.Model):
    """Where messages are posted as signed webhooks, for a messenger or a gateway of somebody else."""

    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=120)
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(null=True, blank=True)
    last_answer = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_on"], condition=models.Q(is_on=True), name="one_gateway_at_work"
            ),
        ]

    def __str__(self) -> str:
        return self.name
