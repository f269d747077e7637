"""Days of the business's own calendar on which more or less is bought than on others."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

__all__ = ["CalendarEvent"]


class CalendarEvent(models.Model):
    """A sale, a fair, a closed week; those of one name are one event that comes again.

    Attributes
    ----------
    worth
        How many ordinary days one of these days is worth; empty lets the orders say.
    """

    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    worth = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-first_day", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="event_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(worth__isnull=True) | models.Q(worth__gte=0), name="event_worth"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day}"
