"""The sales process as it is drawn, its versions, and the ways of leads through its steps."""

from django.db import models
from django.utils import timezone

__all__ = ["LeadMove", "Process", "ProcessVersion"]


class Process(models.Model):
    """How one product is sold, or all products that have no process of their own.

    Attributes
    ----------
    drawing
        Steps and arrows as `engine.process.drawing` reads them.
    version
        Counts up with each change, so that two people do not overwrite each other.
    """

    name = models.CharField(max_length=200)
    product = models.OneToOneField(
        "records.Product", null=True, blank=True, on_delete=models.CASCADE, related_name="process"
    )
    drawing = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(product__isnull=True), name="one_process_for_the_rest"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProcessVersion(models.Model):
    """A process as it was once."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    drawing = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="process_version_once")]

    def __str__(self) -> str:
        return f"{self.process}: {self.number}"


class LeadMove(models.Model):
    """That a lead came to a step."""

    lead = models.ForeignKey("records.Lead", on_delete=models.CASCADE, related_name="moves")
    step = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["lead", "at"], name="lead_move_way")]

    def __str__(self) -> str:
        return self.step
