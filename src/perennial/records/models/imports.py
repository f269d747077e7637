"""Imports: what came in, from which file, and how to take it back."""

from django.db import models
from django.utils import timezone

__all__ = ["Import", "ImportChange"]


class Import(models.Model):
    """One file, from upload to done."""

    class State(models.TextChoices):
        """Where an import stands."""

        UPLOADED = "uploaded", "uploaded"
        QUEUED = "queued", "queued"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        UNDONE = "undone", "undone"

    kind = models.CharField(max_length=10, default="orders")
    system = models.CharField(max_length=40, default="file")
    file_name = models.CharField(max_length=300)
    path = models.CharField(max_length=500, blank=True, default="", help_text="under the uploads folder")
    digest = models.CharField(max_length=64, blank=True, default="")
    options = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    basis = models.CharField(max_length=300, blank=True, default="", help_text="basis for contacting people")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    step = models.JSONField(default=dict, blank=True, help_text="message of what is being done")
    progress = models.FloatField(default=0)
    position = models.PositiveBigIntegerField(default=0, help_text="rows done; a repeated task begins there")
    rows = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    notes = models.JSONField(default=list, blank=True)
    failure = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="imports")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class ImportChange(models.Model):
    """What an import overwrote, so that it can be undone; what it made carries its number."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    before = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["batch", "model", "object_id"], name="import_change")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
