"""Two records that turned out to be one person, and what it takes to part them again."""

import uuid

from django.db import models
from django.utils import timezone

__all__ = ["Merge"]


class Merge(models.Model):
    """One merge: what moved to the record kept, and what stood there before."""

    act = models.UUIDField(default=uuid.uuid4, unique=True)
    kept = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="merges")
    other = models.ForeignKey("records.Customer", on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict, help_text="numbers of the rows moved, by model")
    before = models.JSONField(default=dict, help_text="columns overwritten: by model, then by number")
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.other_id} -> {self.kept_id}"
