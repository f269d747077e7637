"""What keeps the house running: signs of life of its workers, and jobs done once a day or an hour."""

from django.db import models
from django.utils import timezone

__all__ = ["Heartbeat", "JobRun"]


class Heartbeat(models.Model):
    """The last sign of life of a worker; it is gone when the worker has stopped by itself."""

    worker = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.worker


class JobRun(models.Model):
    """A job of the night that was begun for a day or a moment; who makes the row runs the job."""

    job = models.CharField(max_length=40)
    slot = models.CharField(max_length=16, help_text="YYYY-MM-DD, or YYYY-MM-DDTHH:MM for jobs by the minute")
    begun_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True, default="", help_text="kind of the fault, no data")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="job_slot_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"
