"""Products, whose rhythm and hand-off may differ."""

from django.db import models

from perennial.records.models.words import Trigger

__all__ = ["Product"]


class Product(models.Model):
    """A product or a group of products as the orders name it."""

    name = models.CharField(max_length=200, unique=True)
    category = models.CharField(max_length=200, blank=True, default="")
    handoff_on = models.CharField(max_length=20, choices=Trigger.choices, blank=True, default="")
    protected_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
