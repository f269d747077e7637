"""Which months of orders the mirror holds as they are, and which are to be written again."""

from django.db import models

__all__ = ["MirrorMonth"]


class MirrorMonth(models.Model):
    """One month of orders: how often it changed, and how far the mirror has followed."""

    month = models.CharField(max_length=7, primary_key=True, help_text="YYYY-MM")
    changed = models.PositiveBigIntegerField(default=1)
    written = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(
        max_length=200, blank=True, default="", help_text="sums over its orders when it was written"
    )

    def __str__(self) -> str:
        return self.month
