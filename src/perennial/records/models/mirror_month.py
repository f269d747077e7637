"""Which months of orders the mirror holds as they are, and which are to be written again."""

from django.db import models

__all__ = ["MirrorMonth"]


class MirrorMonths(models.QuerySet["MirrorMonth"]):
    """Months of orders."""

    def stale(self) -> "MirrorMonths":
        """Give those that the mirror has not followed yet."""
        return self.filter(changed__gt=models.F("written"))


class MirrorMonth(models.Model):
    """One month of orders: how often it changed, and how far the mirror has followed."""

    month = models.CharField(max_length=7, primary_key=True, help_text="YYYY-MM")
    changed = models.PositiveBigIntegerField(default=1)
    written = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(
        max_length=200, blank=True, default="", help_text="sums over its orders when it was written"
    )

    objects = MirrorMonths.as_manager()

    def __str__(self) -> str:
        return self.month
