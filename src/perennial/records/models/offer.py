"""What customers are given to come back: the catalogue, and what each was given."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["Given", "Offer"]


class Offer(models.Model):
    """An offer or a gift, with what it costs and how much of it there is.

    Attributes
    ----------
    text_en, text_ru
        What the customer is told; empty stands for the other language's.
    cost
        Of one, in the business's currency, whether or not an order follows.
    margin_share
        Share of the order's amount that is given up, as by a price cut; 0 where nothing is.
    stock
        Pieces there were at the beginning; what was given since counts against them. None is not counted.
    budget
        Money for all of it, counted in the same way. None sets no limit.
    stages
        Stages of customers it is for; an empty list means all.
    most_a_year
        Times one person gets it within 365 days.
    """

    class Kind(models.TextChoices):
        """What it is."""

        OFFER = "offer", pgettext_lazy("kind of offer", "offer")
        GIFT = "gift", pgettext_lazy("kind of offer", "gift")

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.OFFER)
    text_en = models.CharField(max_length=500, blank=True, default="")
    text_ru = models.CharField(max_length=500, blank=True, default="")
    cost = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    margin_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    stock = models.PositiveIntegerField(null=True, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    stages = models.JSONField(default=list, blank=True)
    products: Any = models.ManyToManyField("records.Product", blank=True)
    code = models.CharField(max_length=40, blank=True, default="")
    most_a_year = models.PositiveSmallIntegerField(default=1)
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cost__gte=0), name="offer_cost"),
            models.CheckConstraint(
                condition=models.Q(margin_share__gte=0, margin_share__lte=1), name="offer_margin_share"
            ),
            models.CheckConstraint(condition=models.Q(most_a_year__gte=1), name="offer_most_a_year"),
        ]

    def __str__(self) -> str:
        return self.name

    def text(self, language: str) -> str:
        """Give what the customer is told, in a language where it is written in it."""
        both = (self.text_ru, self.text_en) if language == "ru" else (self.text_en, self.text_ru)
        return both[0] or both[1] or self.name


class Given(models.Model):
    """One offer or gift that one customer got, and the order in which it was used."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="given")
    customer = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="given")
    touch = models.ForeignKey(
        "records.Touch", null=True, blank=True, on_delete=models.SET_NULL, related_name="given"
    )
    by = models.ForeignKey("records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField(default=timezone.localdate)
    cost = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    used_by = models.ForeignKey(
        "records.Order", null=True, blank=True, on_delete=models.SET_NULL, related_name="given"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["offer", "day"], name="given_offer_day"),
            models.Index(fields=["customer", "-day"], name="given_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.day}"
